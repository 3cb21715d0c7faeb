package ketcov.engine;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.Attribute;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.ModuleVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.RecordComponentVisitor;
import org.objectweb.asm.TypePath;
import org.objectweb.asm.signature.SignatureReader;
import org.objectweb.asm.signature.SignatureVisitor;

/** One class of a module: what it is and declares. Its methods are read by RuleMethodCheck. */
final class RuleClassCheck extends ClassVisitor {
  private static final int CLASS_FLAGS =
      Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_ENUM;
  private static final int METHOD_FLAGS =
      Opcodes.ACC_PUBLIC
          | Opcodes.ACC_PRIVATE
          | Opcodes.ACC_STATIC
          | Opcodes.ACC_BRIDGE
          | Opcodes.ACC_SYNTHETIC;

  private final RuleCodeGate gate;
  private final String name;
  private final String internalName;
  private final String kind;
  private final RuleCode.Section section;
  private final Set<String> declared = new HashSet<>();

  RuleClassCheck(RuleCodeGate gate, String name) {
    super(Opcodes.ASM9);
    this.gate = gate;
    this.name = name;
    this.internalName = name.replace('.', '/');
    this.kind = gate.kindOf(internalName);
    this.section = Objects.requireNonNull(gate.allowed().section(kind));
  }

  @Override
  public void visit(
      int version,
      int access,
      String called,
      @Nullable String signature,
      @Nullable String superName,
      String @Nullable [] interfaces) {
    if (!called.equals(internalName)) {
      gate.refuse(name, "calls itself `" + called.replace('/', '.') + "`");
    }
    if (version >>> 16 != 0 || (access & ~CLASS_FLAGS) != 0) {
      gate.refuse(name, "is not a plain class");
    }
    if (!section.says("extends " + superName)) {
      gate.refuse(name, "extends `" + dotted(String.valueOf(superName)) + "`");
    }
    for (String one : interfaces == null ? new String[0] : interfaces) {
      if (!section.says("implements " + one)) {
        gate.refuse(name, "implements `" + dotted(one) + "`");
      }
    }
    signature(signature);
  }

  private void signature(@Nullable String signature) {
    if (signature != null) {
      new SignatureReader(signature)
          .accept(
              new SignatureVisitor(Opcodes.ASM9) {
                @Override
                public void visitClassType(String type) {
                  named(type);
                }

                @Override
                public void visitInnerClassType(String type) {
                  gate.refuse(name, "has a type `" + type + "` in its signature");
                }
              });
    }
  }

  private void named(String type) {
    if (gate.kindOf(type).isEmpty() && !gate.allowed().known(type)) {
      gate.refuse(name, "names the class `" + dotted(type) + "`");
    }
  }

  @Override
  public @Nullable FieldVisitor visitField(
      int access,
      String field,
      String descriptor,
      @Nullable String signature,
      @Nullable Object value) {
    signature(signature);
    String type = descriptor.replace("L" + internalName + ";", "own");
    if (!section.says("field " + field + " " + type)
        && !(field.endsWith("_Metadata_INSTANCE") && section.says("field * " + type))) {
      gate.refuse(name, "has a field `" + field + "`");
    }
    if (!declared.add(field) || (value != null && !(value instanceof String))) {
      gate.refuse(name, "has a field `" + field + "` that is not as Drools makes it");
    }
    return new FieldVisitor(Opcodes.ASM9) {
      @Override
      public @Nullable AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
        return refuseAnnotation(annotation);
      }

      @Override
      public @Nullable AnnotationVisitor visitTypeAnnotation(
          int where, @Nullable TypePath path, String annotation, boolean visible) {
        return refuseAnnotation(annotation);
      }

      @Override
      public void visitAttribute(Attribute attribute) {
        refuseAttribute(attribute);
      }
    };
  }

  @Override
  public MethodVisitor visitMethod(
      int access,
      String method,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    signature(signature);
    RuleConstants.types(descriptor).forEach(this::named);
    String part = RuleClassMembers.section(access, method);
    RuleCode.Section allowed = gate.allowed().section(kind + " " + part);
    if (allowed == null) {
      gate.refuse(name, "has a method `" + method + "`");
      return new RuleMethodCheck(gate, name, method, new RuleCode.Section());
    }
    if ((access & ~METHOD_FLAGS) != 0) {
      gate.refuse(name, "has a method `" + method + "` that is not a plain one");
    }
    return new RuleMethodCheck(gate, name, method, allowed);
  }

  @Override
  public @Nullable AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
    if (!section.says("annotation " + annotation.substring(1, annotation.length() - 1))) {
      return refuseAnnotation(annotation);
    }
    return new AnnotationVisitor(Opcodes.ASM9) {
      @Override
      public void visit(String value, Object constant) {
        gate.refuse(name, "has an annotation with a value");
      }

      @Override
      public void visitEnum(String value, String type, String constant) {
        gate.refuse(name, "has an annotation with a value");
      }

      @Override
      public @Nullable AnnotationVisitor visitAnnotation(String value, String type) {
        gate.refuse(name, "has an annotation with a value");
        return null;
      }

      @Override
      public @Nullable AnnotationVisitor visitArray(String value) {
        gate.refuse(name, "has an annotation with a value");
        return null;
      }
    };
  }

  @Nullable AnnotationVisitor refuseAnnotation(String annotation) {
    gate.refuse(name, "has an annotation `" + annotation + "`");
    return null;
  }

  void refuseAttribute(Attribute attribute) {
    gate.refuse(name, "has an attribute `" + attribute.type + "`");
  }

  @Override
  public @Nullable AnnotationVisitor visitTypeAnnotation(
      int where, @Nullable TypePath path, String annotation, boolean visible) {
    return refuseAnnotation(annotation);
  }

  @Override
  public void visitAttribute(Attribute attribute) {
    refuseAttribute(attribute);
  }

  @Override
  public @Nullable ModuleVisitor visitModule(String module, int access, @Nullable String version) {
    gate.refuse(name, "is a module");
    return null;
  }

  @Override
  public void visitNestHost(String host) {
    ownOnly(host);
  }

  @Override
  public void visitNestMember(String member) {
    ownOnly(member);
  }

  private void ownOnly(String type) {
    if (gate.kindOf(type).isEmpty()) {
      gate.refuse(name, "is nested with `" + dotted(type) + "`");
    }
  }

  @Override
  public void visitOuterClass(String owner, @Nullable String method, @Nullable String descriptor) {
    gate.refuse(name, "is declared in a method");
  }

  @Override
  public void visitPermittedSubclass(String permitted) {
    gate.refuse(name, "is sealed");
  }

  @Override
  public @Nullable RecordComponentVisitor visitRecordComponent(
      String component, String descriptor, @Nullable String signature) {
    gate.refuse(name, "is a record");
    return null;
  }

  private static String dotted(String type) {
    return type.replace('/', '.');
  }
}
