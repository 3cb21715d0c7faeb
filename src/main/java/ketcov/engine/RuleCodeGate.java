package ketcov.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ketcov.condition.RuleModel;
import ketcov.policy.EditionSource;
import ketcov.text.Check;
import ketcov.text.Diagnostic;
import ketcov.text.Place;
import org.objectweb.asm.ClassReader;

/**
 * The gate between compiled rules and the JVM: reads every class of a module, and refuses the
 * module if one of them is, names or does anything that {@link RuleCode} does not list. No class is
 * loaded before. It trusts nothing that stands before it: neither that rules were read into
 * conditions, nor that Drools made the classes.
 */
final class RuleCodeGate {
  private static final int MAX_PROBLEMS = 400;
  private static final int MAX_OF_ONE_CLASS = 40;

  private final RuleModule module;
  private final RuleCode allowed = RuleCode.allowed();
  private final Map<String, Integer> refusedIn = new HashMap<>();
  private final List<Refusal> refusals = new ArrayList<>();

  /** Methods as {@code class name descriptor}, with the section that each is held against. */
  private final Map<String, String> methods = new HashMap<>();

  /** Fields as {@code class name}. */
  private final Set<String> fields = new HashSet<>();

  /** What a class is used by, to tell whose rule it is. */
  private final Map<String, Set<String>> textsOf = new HashMap<>();

  /**
   * One reason, in a class of the module.
   *
   * @param of the class, or the method of it, by whose texts the rule is known
   */
  record Refusal(String inClass, String of, String says) {}

  private RuleCodeGate(RuleModule module) {
    this.module = module;
  }

  /**
   * Reads a module.
   *
   * @return every reason why it must not be loaded, at the rule in question or at the edition's
   *     folder; empty when it may be loaded
   */
  static List<Diagnostic> check(EditionSource source, List<RuleModel> rules, RuleModule module) {
    RuleCodeGate gate = new RuleCodeGate(module);
    gate.read();
    return gate.refusals.stream()
        .limit(MAX_PROBLEMS)
        .map(refusal -> gate.diagnostic(refusal, source, rules))
        .distinct()
        .toList();
  }

  /** The error that an archive is refused with as a whole. */
  static Diagnostic refused(EditionSource source, String why) {
    return Diagnostic.of(
        Check.FORBIDDEN_CODE,
        source.folder(),
        Place.START,
        "the compiled rules are not loaded: " + why + ".");
  }

  private Diagnostic diagnostic(Refusal refusal, EditionSource source, List<RuleModel> rules) {
    Set<String> texts = textsOf.getOrDefault(refusal.of(), Set.of());
    String message =
        "the compiled rules are not loaded: `"
            + refusal.inClass().substring(refusal.inClass().lastIndexOf('.') + 1)
            + "` "
            + refusal.says()
            + ".";
    return rules.stream()
        .filter(rule -> texts.contains(rule.name()))
        .findFirst()
        .map(rule -> Diagnostic.of(Check.FORBIDDEN_CODE, rule.file(), rule.place(), message))
        .orElseGet(
            () -> Diagnostic.of(Check.FORBIDDEN_CODE, source.folder(), Place.START, message));
  }

  private void read() {
    Map<String, ClassReader> readers = new HashMap<>();
    module
        .classes()
        .forEach(
            (name, bytes) -> {
              try {
                ClassReader reader = new ClassReader(bytes);
                reader.accept(new RuleClassMembers(methods, fields), ClassReader.SKIP_CODE);
                readers.put(name, reader);
              } catch (RuntimeException e) {
                // ASM says in many ways that bytes are no class.
                refuse(name, "is no class that can be read");
              }
            });
    readers.forEach(this::read);
  }

  private void read(String name, ClassReader reader) {
    try {
      reader.accept(
          new RuleClassCheck(this, name), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
      new RuleConstants(this, name, reader).check();
    } catch (RuntimeException e) {
      refuse(name, "is no class that can be read");
    }
  }

  RuleCode allowed() {
    return allowed;
  }

  void refuse(String inClass, String says) {
    refuse(inClass, inClass, says);
  }

  void refuse(String inClass, String of, String says) {
    if (refusedIn.merge(inClass, 1, Integer::sum) <= MAX_OF_ONE_CLASS) {
      refusals.add(new Refusal(inClass, of, says));
    }
  }

  /** Keeps that a text stands in a class or method, or in what uses it. */
  void says(String of, String text) {
    textsOf.computeIfAbsent(of, name -> new HashSet<>()).add(text);
  }

  /** The kind of a class by its internal name; empty when it is none of the module's own. */
  String kindOf(String internalName) {
    String name = internalName.replace('/', '.');
    String kind = module.classes().containsKey(name) ? module.kind(name) : null;
    return kind == null ? "" : kind;
  }

  /** The section of a method of the module; empty when it declares none such. */
  String ownMethod(String owner, String name, String descriptor) {
    return methods.getOrDefault(owner + " " + name + descriptor, "");
  }

  /** Whether the module declares the field. */
  boolean ownField(String owner, String name, String descriptor) {
    return fields.contains(owner + " " + name + " " + descriptor);
  }
}
