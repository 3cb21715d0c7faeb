package ketcov.engine;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.Attribute;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.TypePath;

/**
 * One method of a class of a module, instruction by instruction. What {@code rule-code.txt} lets
 * methods of the module call each other has no cycle, so that, without a jump backward, each ends.
 */
final class RuleMethodCheck extends MethodVisitor {
  /** Most elements of an array. */
  private static final int MAX_ARRAY = 5_000;

  private final RuleCodeGate gate;
  private final String inClass;
  private final String internalName;
  private final String method;
  private final RuleCode.Section allowed;
  private final Set<Label> passed = new HashSet<>();
  private final Set<String> texts = new HashSet<>();
  private final Set<String> used = new HashSet<>();

  /** The number that the instruction before this one left on the stack; negative if none did. */
  private int constant = -1;

  RuleMethodCheck(RuleCodeGate gate, String inClass, String method, RuleCode.Section allowed) {
    super(Opcodes.ASM9);
    this.gate = gate;
    this.inClass = inClass;
    this.internalName = inClass.replace('.', '/');
    this.method = method;
    this.allowed = allowed;
  }

  private void refuse(String what) {
    gate.refuse(inClass, of(), "in `" + method + "` " + what);
  }

  /** By what the rule is known: each method of a list of rules is of a rule of its own. */
  private String of() {
    return method.startsWith("rule_") ? inClass + " " + method : inClass;
  }

  /** Refuses an instruction unless the method may have instructions of that kind. */
  private void uses(String instructions) {
    constant = -1;
    if (!allowed.uses(instructions)) {
      refuse("has an instruction of a kind (" + instructions + ") that it never needs");
    }
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode <= Opcodes.DCONST_1) {
      uses("constants");
      constant =
          opcode >= Opcodes.ICONST_0 && opcode <= Opcodes.ICONST_5 ? opcode - Opcodes.ICONST_0 : -1;
    } else if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
      uses("return");
    } else if (opcode == Opcodes.DUP || opcode == Opcodes.POP) {
      uses("dup");
    } else if (opcode == Opcodes.AASTORE) {
      uses("array");
    } else if (opcode == Opcodes.ARRAYLENGTH) {
      uses("length");
    } else if (opcode == Opcodes.ATHROW) {
      uses("throw");
    } else {
      refuse("has an instruction (" + opcode + ") that rules never need");
    }
  }

  @Override
  public void visitIntInsn(int opcode, int operand) {
    if (opcode == Opcodes.NEWARRAY) {
      refuse("makes an array of numbers");
      return;
    }
    uses("constants");
    constant = operand;
  }

  @Override
  public void visitVarInsn(int opcode, int variable) {
    uses(opcode <= Opcodes.ALOAD ? "read" : opcode <= Opcodes.ASTORE ? "store" : "subroutine");
  }

  @Override
  public void visitIincInsn(int variable, int by) {
    uses("count");
  }

  @Override
  public void visitTypeInsn(int opcode, String type) {
    int size = constant;
    switch (opcode) {
      case Opcodes.NEW -> {
        // Which one is made is told by its constructor, whose call is held against the list.
        uses("new");
        return;
      }
      case Opcodes.ANEWARRAY -> {
        uses("array");
        if ((size < 0 || size > MAX_ARRAY) && !allowed.uses("length")) {
          refuse("makes an array of a size that is not a small constant");
        }
      }
      case Opcodes.CHECKCAST -> uses("cast");
      default -> uses("instanceof");
    }
    type(type);
  }

  private void type(String type) {
    String kind = gate.kindOf(type);
    if (kind.isEmpty() ? !gate.allowed().type(allowed, type) : !allowed.says("own " + kind)) {
      refuse("uses the class `" + dotted(type) + "`");
    }
  }

  @Override
  public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
    constant = -1;
    boolean put = opcode == Opcodes.PUTFIELD || opcode == Opcodes.PUTSTATIC;
    String kind = gate.kindOf(owner);
    boolean fine;
    if (kind.isEmpty()) {
      fine = !put && gate.allowed().member(allowed, owner + "." + name + " " + descriptor);
    } else {
      if (name.equals("INSTANCE")) {
        used.add(dotted(owner));
      }
      String verb = put ? "put " : "own ";
      fine =
          gate.ownField(owner, name, descriptor)
              && (!put || owner.equals(internalName))
              && (allowed.says(verb + kind + " " + name)
                  || (kind.equals("types") && allowed.says(verb + kind + " *")));
    }
    if (!fine) {
      refuse((put ? "sets" : "reads") + " `" + dotted(owner) + "." + name + "`");
    }
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String descriptor, boolean isInterface) {
    constant = -1;
    String kind = gate.kindOf(owner);
    boolean fine;
    if (kind.isEmpty()) {
      fine = gate.allowed().member(allowed, owner + "." + name + descriptor);
    } else {
      String part = gate.ownMethod(owner, name, descriptor);
      fine = !part.isEmpty() && allowed.says("own " + kind + " " + part);
    }
    if (!fine || (opcode == Opcodes.INVOKESPECIAL && !name.equals("<init>"))) {
      refuse("calls `" + dotted(owner) + "." + name + "`");
    }
  }

  @Override
  public void visitInvokeDynamicInsn(
      String name, String descriptor, Handle bootstrap, Object... arguments) {
    uses("dynamic");
    boolean concatenation =
        allowed.says("concatenation")
            && bootstrap.getOwner().equals("java/lang/invoke/StringConcatFactory")
            && bootstrap.getName().equals("makeConcatWithConstants")
            && name.equals("makeConcatWithConstants")
            && descriptor.equals("(Ljava/lang/String;)Ljava/lang/String;")
            && arguments.length == 1
            && arguments[0] instanceof String;
    boolean factory =
        bootstrap.getOwner().equals("java/lang/invoke/LambdaMetafactory")
            && bootstrap.getName().equals("metafactory")
            && name.equals("get")
            && descriptor.equals("()Ljava/util/function/Supplier;")
            && arguments.length == 3
            && arguments[1] instanceof Handle made
            && made.getTag() == Opcodes.H_NEWINVOKESPECIAL
            && made.getDesc().equals("()V")
            && allowed.says("factory " + made.getOwner());
    if (!concatenation && !factory) {
      refuse("links code by `" + dotted(bootstrap.getOwner()) + "." + bootstrap.getName() + "`");
    }
  }

  @Override
  public void visitLdcInsn(Object value) {
    uses("constants");
    switch (value) {
      case String text -> texts.add(text);
      case Integer number -> constant = number;
      case Long number -> {}
      case Double number -> {}
      case Type type when type.getSort() == Type.OBJECT -> type(type.getInternalName());
      default -> refuse("has a constant of a kind that rules never need");
    }
  }

  @Override
  public void visitLabel(Label label) {
    passed.add(label);
    // Another way may lead here, with another size on the stack.
    constant = -1;
  }

  @Override
  public void visitJumpInsn(int opcode, Label to) {
    uses(opcode == Opcodes.JSR ? "subroutine" : "branch");
    forward(to);
  }

  @Override
  public void visitTableSwitchInsn(int min, int max, Label otherwise, Label... labels) {
    branches(otherwise, labels);
  }

  @Override
  public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] labels) {
    branches(otherwise, labels);
  }

  private void branches(Label otherwise, Label[] labels) {
    uses("switch");
    forward(otherwise);
    for (Label label : labels) {
      forward(label);
    }
  }

  private void forward(Label to) {
    if (passed.contains(to)) {
      refuse("jumps backward, as loops do");
    }
  }

  @Override
  public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
    refuse("makes an array of arrays");
  }

  @Override
  public void visitTryCatchBlock(
      Label start, Label end, Label handler, @Nullable String exception) {
    refuse("catches exceptions");
  }

  @Override
  public @Nullable AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
    refuse("has an annotation");
    return null;
  }

  @Override
  public @Nullable AnnotationVisitor visitTypeAnnotation(
      int where, @Nullable TypePath path, String annotation, boolean visible) {
    refuse("has an annotation");
    return null;
  }

  @Override
  public @Nullable AnnotationVisitor visitInsnAnnotation(
      int where, @Nullable TypePath path, String annotation, boolean visible) {
    refuse("has an annotation");
    return null;
  }

  @Override
  public @Nullable AnnotationVisitor visitParameterAnnotation(
      int parameter, String annotation, boolean visible) {
    refuse("has an annotation");
    return null;
  }

  @Override
  public @Nullable AnnotationVisitor visitAnnotationDefault() {
    refuse("has an annotation");
    return null;
  }

  @Override
  public void visitAttribute(Attribute attribute) {
    refuse("has an attribute `" + attribute.type + "`");
  }

  @Override
  public void visitEnd() {
    for (String text : texts) {
      gate.says(of(), text);
      for (String other : used) {
        if (method.startsWith("rule_")) {
          gate.says(other, text);
        }
      }
    }
  }

  private static String dotted(String type) {
    return type.replace('/', '.');
  }
}
