package ketcov.engine;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Collects what the classes of a module declare, before what they use is held against it. */
final class RuleClassMembers extends ClassVisitor {
  private final Map<String, String> methods;
  private final Set<String> fields;
  private String name = "";

  RuleClassMembers(Map<String, String> methods, Set<String> fields) {
    super(Opcodes.ASM9);
    this.methods = methods;
    this.fields = fields;
  }

  /** How {@code rule-code.txt} names a method. */
  static String section(int access, String method) {
    String plain = method.startsWith("rule_") ? "rule_*" : method;
    return (access & Opcodes.ACC_BRIDGE) == 0 ? plain : plain + " bridge";
  }

  @Override
  public void visit(
      int version,
      int access,
      String name,
      @Nullable String signature,
      @Nullable String superName,
      String @Nullable [] interfaces) {
    this.name = name;
  }

  @Override
  public @Nullable FieldVisitor visitField(
      int access,
      String field,
      String descriptor,
      @Nullable String signature,
      @Nullable Object value) {
    fields.add(name + " " + field + " " + descriptor);
    return null;
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int access,
      String method,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    methods.put(name + " " + method + descriptor, section(access, method));
    return null;
  }
}
