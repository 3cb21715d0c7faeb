package ketcov.engine;

import static org.objectweb.asm.Opcodes.*;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import ketcov.engine.RuleCodeGateTest.Change;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/** Bytes that no compiler of rules would write: classes of a sound module with something put in. */
final class HostileCode {
  private static final String CANARY = "ketcov/engine/Canary";
  private static final String ME = "policies/example/esketamine/";

  private HostileCode() {}

  /** What is put into a class. */
  record Edit(String method, Consumer<MethodVisitor> first, Consumer<ClassVisitor> members) {
    static final Edit NONE = new Edit("", code -> {}, type -> {});
  }

  static byte[] edited(byte[] bytes, Edit edit) {
    ClassReader reader = new ClassReader(bytes);
    ClassWriter writer = new ClassWriter(0);
    reader.accept(
        new ClassVisitor(ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor method =
                super.visitMethod(access, name, descriptor, signature, exceptions);
            if (!name.equals(edit.method()) || (access & ACC_BRIDGE) != 0) {
              return method;
            }
            return new MethodVisitor(ASM9, method) {
              @Override
              public void visitCode() {
                super.visitCode();
                edit.first().accept(mv);
              }

              @Override
              public void visitMaxs(int stack, int locals) {
                super.visitMaxs(stack + 10, locals + 10);
              }
            };
          }

          @Override
          public void visitEnd() {
            edit.members().accept(cv);
            super.visitEnd();
          }
        },
        0);
    return writer.toByteArray();
  }

  private static final List<Change> CHANGES = new ArrayList<>();

  static List<Change> changes() {
    return CHANGES;
  }

  private static void code(
      String name, String kind, String method, Consumer<MethodVisitor> put, String says) {
    CHANGES.add(new Change(name, kind, new Edit(method, put, type -> {}), says));
  }

  private static void member(String name, String kind, Consumer<ClassVisitor> put, String says) {
    CHANGES.add(new Change(name, kind, new Edit("", code -> {}, put), says));
  }

  private static void call(MethodVisitor m, String owner, String name, String descriptor) {
    m.visitMethodInsn(INVOKESTATIC, owner, name, descriptor, false);
  }

  static {
    for (String[] where :
        List.of(
            new String[] {"condition", "test"},
            new String[] {"condition", "<clinit>"},
            new String[] {"condition", "getExpressionHash"},
            new String[] {"statement", "execute"},
            new String[] {"statement", "<clinit>"},
            new String[] {"statement", "values"},
            new String[] {"field", "apply"},
            new String[] {"model", "<init>"},
            new String[] {"model", "<clinit>"},
            new String[] {"types", "<clinit>"},
            new String[] {"type", "getPropertyIndex"})) {
      code(
          "a call in " + where[0] + " " + where[1],
          where[0],
          where[1],
          m -> {
            call(m, CANARY, "sing", "()Z");
            m.visitInsn(POP);
          },
          "calls `ketcov.engine.Canary.sing`");
    }
    code(
        "a process",
        "statement",
        "execute",
        m -> {
          call(m, "java/lang/Runtime", "getRuntime", "()Ljava/lang/Runtime;");
          m.visitLdcInsn("id");
          m.visitMethodInsn(
              INVOKEVIRTUAL,
              "java/lang/Runtime",
              "exec",
              "(Ljava/lang/String;)Ljava/lang/Process;",
              false);
          m.visitInsn(POP);
        },
        "calls `java.lang.Runtime.exec`");
    code(
        "a class by its name",
        "condition",
        "test",
        m -> {
          m.visitLdcInsn(CANARY);
          call(m, "java/lang/Class", "forName", "(Ljava/lang/String;)Ljava/lang/Class;");
          m.visitInsn(POP);
        },
        "calls `java.lang.Class.forName`");
    code(
        "a lookup",
        "condition",
        "test",
        m -> {
          call(
              m,
              "java/lang/invoke/MethodHandles",
              "lookup",
              "()Ljava/lang/invoke/MethodHandles$Lookup;");
          m.visitInsn(POP);
        },
        "calls `java.lang.invoke.MethodHandles.lookup`");
    code(
        "what only lists of rules may call, in a condition",
        "condition",
        "test",
        m -> {
          call(m, "java/util/Collections", "emptyList", "()Ljava/util/List;");
          m.visitInsn(POP);
        },
        "calls `java.util.Collections.emptyList`");
    code(
        "copying in a condition",
        "condition",
        "test",
        m -> {
          m.visitVarInsn(ALOAD, 1);
          m.visitInsn(ICONST_0);
          m.visitVarInsn(ALOAD, 1);
          m.visitInsn(ICONST_0);
          m.visitInsn(ICONST_1);
          call(m, "java/lang/System", "arraycopy", "(Ljava/lang/Object;ILjava/lang/Object;II)V");
        },
        "calls `java.lang.System.arraycopy`");
    code(
        "a loop",
        "condition",
        "test",
        m -> {
          Label again = new Label();
          m.visitLabel(again);
          m.visitJumpInsn(GOTO, again);
        },
        "jumps backward");
    code(
        "a loop by a switch",
        "type",
        "getPropertyIndex",
        m -> {
          Label again = new Label();
          m.visitLabel(again);
          m.visitInsn(ICONST_0);
          m.visitLookupSwitchInsn(again, new int[0], new Label[0]);
        },
        "jumps backward");
    code(
        "a loop by a subroutine",
        "condition",
        "test",
        m -> {
          Label again = new Label();
          m.visitLabel(again);
          m.visitJumpInsn(JSR, again);
        },
        "subroutine");
    code(
        "a loop by catching",
        "condition",
        "test",
        m -> {
          Label start = new Label();
          Label end = new Label();
          m.visitTryCatchBlock(start, end, start, null);
          m.visitLabel(start);
          m.visitInsn(NOP);
          m.visitLabel(end);
        },
        "catches exceptions");
    code(
        "recursion",
        "condition",
        "test",
        m -> {
          m.visitVarInsn(ALOAD, 0);
          m.visitVarInsn(ALOAD, 1);
          m.visitMethodInsn(
              INVOKEINTERFACE,
              "org/drools/model/functions/Predicate1",
              "test",
              "(Ljava/lang/Object;)Z",
              true);
          m.visitInsn(POP);
        },
        "calls `org.drools.model.functions.Predicate1.test`");
    code(
        "recursion of lists",
        "model",
        "getRulesList",
        m -> {
          m.visitVarInsn(ALOAD, 0);
          m.visitMethodInsn(
              INVOKEVIRTUAL,
              ME + "Rules00000000000000000000000000000000",
              "getRulesList",
              "()Ljava/util/List;",
              false);
          m.visitInsn(POP);
        },
        "getRulesList");
    code(
        "an array by data",
        "condition",
        "test",
        m -> {
          m.visitVarInsn(ALOAD, 1);
          m.visitMethodInsn(
              INVOKEVIRTUAL,
              "ketcov/casefacts/Patient",
              "ageYears",
              "()Ljava/lang/Integer;",
              false);
          m.visitMethodInsn(INVOKEVIRTUAL, "java/lang/Integer", "intValue", "()I", false);
          m.visitTypeInsn(ANEWARRAY, "java/lang/Object");
          m.visitInsn(POP);
        },
        "makes an array of a size that is not a small constant");
    code(
        "a great array",
        "statement",
        "execute",
        m -> {
          m.visitLdcInsn(Integer.MAX_VALUE);
          m.visitTypeInsn(ANEWARRAY, "java/lang/Object");
          m.visitInsn(POP);
        },
        "makes an array of a size that is not a small constant");
    code(
        "an array whose size depends on the way",
        "condition",
        "test",
        m -> {
          Label other = new Label();
          m.visitLdcInsn(Integer.MAX_VALUE);
          m.visitInsn(ICONST_0);
          m.visitJumpInsn(IFEQ, other);
          m.visitInsn(POP);
          m.visitInsn(ICONST_1);
          m.visitLabel(other);
          m.visitTypeInsn(ANEWARRAY, "java/lang/Object");
          m.visitInsn(POP);
        },
        "makes an array of a size that is not a small constant");
    code(
        "an array of bytes",
        "condition",
        "test",
        m -> {
          m.visitInsn(ICONST_5);
          m.visitIntInsn(NEWARRAY, T_BYTE);
          m.visitInsn(POP);
        },
        "makes an array of numbers");
    code(
        "an array of arrays",
        "statement",
        "execute",
        m -> {
          m.visitInsn(ICONST_5);
          m.visitInsn(ICONST_5);
          m.visitMultiANewArrayInsn("[[Ljava/lang/Object;", 2);
          m.visitInsn(POP);
        },
        "makes an array of arrays");
    code(
        "a lock",
        "statement",
        "execute",
        m -> {
          m.visitVarInsn(ALOAD, 0);
          m.visitInsn(MONITORENTER);
        },
        "has an instruction (194)");
    code(
        "an exception",
        "condition",
        "test",
        m -> {
          m.visitInsn(ACONST_NULL);
          m.visitInsn(ATHROW);
        },
        "throw");
    code(
        "a static field of Java",
        "condition",
        "test",
        m -> {
          m.visitInsn(ACONST_NULL);
          m.visitFieldInsn(PUTSTATIC, "java/util/Locale", "ENGLISH", "Ljava/util/Locale;");
        },
        "sets `java.util.Locale.ENGLISH`");
    code(
        "a field of the class itself while rules run",
        "condition",
        "test",
        m -> {
          m.visitInsn(ACONST_NULL);
          m.visitFieldInsn(PUTSTATIC, ME + "P00/LambdaPredicate", "INSTANCE", "Ljava/lang/Object;");
        },
        "sets `");
    code(
        "a field of a fact",
        "statement",
        "execute",
        m -> {
          m.visitVarInsn(ALOAD, 2);
          m.visitInsn(ACONST_NULL);
          m.visitFieldInsn(PUTFIELD, "ketcov/casefacts/Patient", "ageYears", "Ljava/lang/Integer;");
        },
        "sets `ketcov.casefacts.Patient.ageYears`");
    code(
        "a reference to a method",
        "statement",
        "execute",
        m -> {
          m.visitInvokeDynamicInsn(
              "run",
              "()Ljava/lang/Runnable;",
              metafactory(),
              Type.getMethodType("()V"),
              new Handle(H_INVOKESTATIC, CANARY, "sing", "()Z", false),
              Type.getMethodType("()V"));
          m.visitInsn(POP);
        },
        "hands on a reference to `ketcov.engine.Canary.sing`");
    code(
        "a reference to another constructor",
        "statement",
        "execute",
        m -> {
          m.visitInvokeDynamicInsn(
              "get",
              "()Ljava/util/function/Supplier;",
              metafactory(),
              Type.getMethodType("()Ljava/lang/Object;"),
              new Handle(H_NEWINVOKESPECIAL, "java/lang/Thread", "<init>", "()V", false),
              Type.getMethodType("()Ljava/lang/Thread;"));
          m.visitInsn(POP);
        },
        "hands on a reference to `java.lang.Thread.<init>`");
    code(
        "another bootstrap",
        "condition",
        "test",
        m -> {
          m.visitInvokeDynamicInsn(
              "x",
              "()V",
              new Handle(
                  H_INVOKESTATIC,
                  CANARY,
                  "link",
                  "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;)Ljava/lang/invoke/CallSite;",
                  false));
        },
        "links code by `ketcov.engine.Canary.link`");
    code(
        "a constant that is computed",
        "condition",
        "test",
        m -> {
          m.visitLdcInsn(
              new ConstantDynamic(
                  "x",
                  "Ljava/lang/Object;",
                  new Handle(
                      H_INVOKESTATIC,
                      "java/lang/invoke/ConstantBootstraps",
                      "invoke",
                      "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;Ljava/lang/invoke/MethodHandle;[Ljava/lang/Object;)Ljava/lang/Object;",
                      false),
                  new Handle(H_INVOKESTATIC, CANARY, "sing", "()Z", false)));
          m.visitInsn(POP);
        },
        "holds a constant of a kind (17)");
    code(
        "a handle as a constant",
        "condition",
        "test",
        m -> {
          m.visitLdcInsn(new Handle(H_INVOKESTATIC, CANARY, "sing", "()Z", false));
          m.visitInsn(POP);
        },
        "hands on a reference to `ketcov.engine.Canary.sing`");
    code(
        "a class as a constant",
        "condition",
        "test",
        m -> {
          m.visitLdcInsn(Type.getObjectType(CANARY));
          m.visitInsn(POP);
        },
        "names the class `ketcov.engine.Canary`");
    code(
        "a cast to a class of the engine",
        "statement",
        "execute",
        m -> {
          m.visitVarInsn(ALOAD, 1);
          m.visitTypeInsn(CHECKCAST, "org/kie/api/runtime/KieContext");
          m.visitInsn(POP);
        },
        "uses the class `org.kie.api.runtime.KieContext`");
    code(
        "a list that grows",
        "statement",
        "execute",
        m -> {
          m.visitTypeInsn(NEW, "java/util/ArrayList");
          m.visitInsn(DUP);
          m.visitMethodInsn(INVOKESPECIAL, "java/util/ArrayList", "<init>", "()V", false);
          m.visitInsn(POP);
        },
        "calls `java.util.ArrayList.<init>`");
    member(
        "a method of another name",
        "condition",
        type -> empty(type, ACC_PUBLIC, "finalize", "()V"),
        "has a method `finalize`");
    member(
        "a native method",
        "condition",
        type -> type.visitMethod(ACC_PUBLIC | ACC_NATIVE, "test", "()V", null, null).visitEnd(),
        "not a plain one");
    member(
        "a lock on a method",
        "condition",
        type -> empty(type, ACC_PUBLIC | ACC_SYNCHRONIZED, "test", "()V"),
        "not a plain one");
    member(
        "equality of its own",
        "field",
        type -> empty(type, ACC_PUBLIC, "equals", "(Ljava/lang/Object;)V"),
        "has a method `equals`");
    member(
        "state",
        "condition",
        type -> type.visitField(ACC_STATIC, "seen", "Ljava/util/List;", null, null).visitEnd(),
        "has a field `seen`");
    member(
        "an annotation",
        "condition",
        type -> type.visitAnnotation("Ljakarta/inject/Singleton;", true).visitEnd(),
        "has an annotation `Ljakarta/inject/Singleton;`");
    member(
        "another interface",
        "condition",
        type ->
            type.visit(
                V17,
                ACC_PUBLIC,
                ME + "P00/X",
                null,
                "java/lang/Object",
                new String[] {"java/lang/Runnable"}),
        "implements `java.lang.Runnable`");
    member(
        "another parent",
        "statement",
        type -> type.visit(V17, ACC_PUBLIC, ME + "X", null, "java/lang/Thread", null),
        "extends `java.lang.Thread`");
    member(
        "an unused reference",
        "condition",
        type -> ((ClassWriter) type).newMethod("java/lang/Runtime", "exit", "(I)V", false),
        "names `java.lang.Runtime.exit`");
    member(
        "a class of the module's own that is not there",
        "condition",
        type ->
            ((ClassWriter) type)
                .newMethod(
                    ME + "P00/LambdaPredicate00000000000000000000000000000000",
                    "test",
                    "()V",
                    false),
        "names `policies.example.esketamine.P00.LambdaPredicate00000000000000000000000000000000.test`");
    member(
        "a strange attribute",
        "condition",
        type ->
            type.visitAttribute(
                new org.objectweb.asm.Attribute("Strange") {
                  @Override
                  protected org.objectweb.asm.ByteVector write(
                      ClassWriter writer, byte[] code, int length, int stack, int locals) {
                    return new org.objectweb.asm.ByteVector();
                  }
                }),
        "has an attribute `Strange`");
  }

  private static void empty(ClassVisitor type, int access, String name, String descriptor) {
    MethodVisitor m = type.visitMethod(access, name, descriptor, null, null);
    m.visitCode();
    m.visitInsn(RETURN);
    m.visitMaxs(0, 3);
    m.visitEnd();
  }

  private static Handle metafactory() {
    return new Handle(
        H_INVOKESTATIC,
        "java/lang/invoke/LambdaMetafactory",
        "metafactory",
        "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;Ljava/lang/invoke/MethodType;Ljava/lang/invoke/MethodHandle;Ljava/lang/invoke/MethodType;)Ljava/lang/invoke/CallSite;",
        false);
  }
}
