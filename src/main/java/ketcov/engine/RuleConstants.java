package ketcov.engine;

import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The constant pool of a class. Whatever a class can make the JVM resolve stands here, in whichever
 * attribute or instruction it is used, so all of it is held against the list.
 */
final class RuleConstants {
  private static final int CLASS = 7;
  private static final int FIELD = 9;
  private static final int METHOD = 10;
  private static final int INTERFACE_METHOD = 11;
  private static final int METHOD_HANDLE = 15;
  private static final int METHOD_TYPE = 16;
  private static final Set<Integer> PLAIN = Set.of(1, 3, 4, 5, 6, 8, 12, 18);
  private static final Set<String> BOOTSTRAPS =
      Set.of(
          "java/lang/invoke/LambdaMetafactory.metafactory(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;Ljava/lang/invoke/MethodType;Ljava/lang/invoke/MethodHandle;Ljava/lang/invoke/MethodType;)Ljava/lang/invoke/CallSite;",
          "java/lang/invoke/StringConcatFactory.makeConcatWithConstants(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;Ljava/lang/String;[Ljava/lang/Object;)Ljava/lang/invoke/CallSite;");

  private final RuleCodeGate gate;
  private final String name;
  private final ClassReader reader;
  private final char[] buffer;

  RuleConstants(RuleCodeGate gate, String name, ClassReader reader) {
    this.gate = gate;
    this.name = name;
    this.reader = reader;
    this.buffer = new char[reader.getMaxStringLength()];
  }

  void check() {
    for (int i = 1; i < reader.getItemCount(); i++) {
      int at = reader.getItem(i);
      if (at == 0) {
        continue; // The second half of a long.
      }
      int tag = reader.readByte(at - 1);
      switch (tag) {
        case CLASS -> classNamed(reader.readUTF8(at, buffer));
        case FIELD, METHOD, INTERFACE_METHOD -> member(at, tag == FIELD);
        case METHOD_HANDLE -> handle(at);
        case METHOD_TYPE -> descriptor(reader.readUTF8(at, buffer));
        default -> {
          if (!PLAIN.contains(tag)) {
            gate.refuse(name, "holds a constant of a kind (" + tag + ") that rules never need");
          }
        }
      }
    }
  }

  private void classNamed(String internalName) {
    if (internalName.startsWith("[")) {
      descriptor(internalName);
    } else if (gate.kindOf(internalName).isEmpty() && !gate.allowed().known(internalName)) {
      gate.refuse(name, "names the class `" + internalName.replace('/', '.') + "`");
    }
  }

  private void descriptor(String descriptor) {
    for (String type : types(descriptor)) {
      classNamed(type);
    }
  }

  private void member(int at, boolean field) {
    String owner = reader.readClass(at, buffer);
    int nameAndType = reader.getItem(reader.readUnsignedShort(at + 2));
    String member = reader.readUTF8(nameAndType, buffer);
    String descriptor = reader.readUTF8(nameAndType + 2, buffer);
    if (gate.kindOf(owner).isEmpty()) {
      String whole = owner + "." + member + (field ? " " : "") + descriptor;
      if (!gate.allowed().knownMember(whole) && !BOOTSTRAPS.contains(whole)) {
        String factory = owner + "." + member + descriptor;
        if (!factory.equals(owner + ".<init>()V") || !gate.allowed().isFactory(owner)) {
          gate.refuse(
              name,
              "names `" + owner.replace('/', '.') + "." + member + "`, which rules may not use");
        }
      }
    } else if (field
        ? !gate.ownField(owner, member, descriptor)
        : gate.ownMethod(owner, member, descriptor).isEmpty()) {
      gate.refuse(name, "names `" + member + "` of a class of rules that declares none such");
    }
  }

  private void handle(int at) {
    int kind = reader.readByte(at);
    int to = reader.getItem(reader.readUnsignedShort(at + 1));
    String owner = reader.readClass(to, buffer);
    int nameAndType = reader.getItem(reader.readUnsignedShort(to + 2));
    String member = reader.readUTF8(nameAndType, buffer);
    String whole = owner + "." + member + reader.readUTF8(nameAndType + 2, buffer);
    boolean bootstrap = kind == Opcodes.H_INVOKESTATIC && BOOTSTRAPS.contains(whole);
    boolean factory =
        kind == Opcodes.H_NEWINVOKESPECIAL
            && whole.equals(owner + ".<init>()V")
            && gate.allowed().isFactory(owner);
    if (!bootstrap && !factory) {
      gate.refuse(name, "hands on a reference to `" + owner.replace('/', '.') + "." + member + "`");
    }
  }

  /** The classes in a descriptor, by internal name. */
  static Set<String> types(String descriptor) {
    Set<String> found = new java.util.LinkedHashSet<>();
    collect(Type.getType(descriptor), found);
    return found;
  }

  private static void collect(Type type, Set<String> found) {
    switch (type.getSort()) {
      case Type.METHOD -> {
        collect(type.getReturnType(), found);
        for (Type argument : type.getArgumentTypes()) {
          collect(argument, found);
        }
      }
      case Type.ARRAY -> collect(type.getElementType(), found);
      case Type.OBJECT -> found.add(type.getInternalName());
      default -> {
        // A primitive type.
      }
    }
  }
}
