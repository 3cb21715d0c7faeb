package ketcov.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ketcov.condition.Condition;
import ketcov.condition.RuleModel;
import ketcov.finding.RuleRole;
import ketcov.policy.EditionSource;
import ketcov.policy.PolicyEdition;
import ketcov.text.Diagnostic;
import ketcov.text.DidYouMean;
import ketcov.text.Place;
import org.drools.drl.ast.descr.AnnotationDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.GlobalDescr;
import org.drools.drl.ast.descr.ImportDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsError;
import org.drools.drl.parser.DroolsParserException;
import org.drools.drl.parser.ParserError;
import org.jspecify.annotations.Nullable;
import org.kie.internal.builder.conf.LanguageLevelOption;

/**
 * Reads the rule files of an edition into the condition model, and refuses what rules may not be:
 * this is the gate that stands before Drools builds anything. Every problem of every file is
 * reported.
 */
final class DrlReader {
  private static final Pattern CONSEQUENCE =
      Pattern.compile(
          "\\s*findings\\s*\\.\\s*(\\w+)\\s*\\(\\s*kcontext\\s*((?:,\\s*\\$\\w+\\s*)*)\\)\\s*;\\s*");
  private static final Pattern SENTENCE = Pattern.compile("[\\p{L}\\p{N} .,:;()%/+<>='&§-]{3,150}");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\w+");
  private static final Set<String> ANNOTATIONS =
      Set.of("criterion", "exclusion", "notice", "citation");

  private final EditionSource source;
  private final List<Diagnostic> problems;
  private final Set<String> ruleNames = new HashSet<>();

  DrlReader(EditionSource source, List<Diagnostic> problems) {
    this.source = source;
    this.problems = problems;
  }

  /** The rules, in the order of files and lines; those that are refused are left out. */
  List<RuleModel> read() {
    List<RuleModel> rules = new ArrayList<>();
    for (EditionSource.RuleFile file : source.rules()) {
      rules.addAll(new OneFile(file).read());
    }
    return rules;
  }

  /** Reads one file. */
  private final class OneFile {
    private final EditionSource.RuleFile file;
    private final Set<String> imported = new HashSet<>();
    private boolean distinctImported;

    OneFile(EditionSource.RuleFile file) {
      this.file = file;
    }

    List<RuleModel> read() {
      List<DrlText.Problem> texts = DrlText.check(file.text());
      texts.forEach(problem -> error(problem.place(), problem.message()));
      if (!texts.isEmpty()) {
        return List.of();
      }
      PackageDescr parsed = parse();
      if (parsed == null) {
        return List.of();
      }
      header(parsed);
      List<RuleModel> rules = new ArrayList<>();
      for (RuleDescr rule : parsed.getRules()) {
        rule(rule).ifPresent(rules::add);
      }
      rules.sort(Comparator.comparingInt(rule -> rule.place().line()));
      return rules;
    }

    private @Nullable PackageDescr parse() {
      DrlParser parser = new DrlParser(LanguageLevelOption.DRL6);
      PackageDescr parsed;
      try {
        parsed = parser.parse(false, file.text());
      } catch (DroolsParserException e) {
        error(
            new Place(e.getLineNumber(), e.getColumn() + 1),
            "this cannot be read. " + hintForSyntax(""));
        return null;
      }
      if (parser.hasErrors() || parsed == null) {
        Set<Place> seen = new HashSet<>();
        for (DroolsError e : parser.getErrors()) {
          Place place =
              e instanceof ParserError at ? new Place(at.getRow(), at.getCol() + 1) : Place.START;
          if (seen.add(place)) {
            error(place, explain(e.getMessage()));
          }
        }
        return null;
      }
      return parsed;
    }

    private void header(PackageDescr parsed) {
      String expected = EditionCompiler.packageOf(source);
      if (!expected.equals(parsed.getName())) {
        error(
            find("package"),
            "the package is `"
                + parsed.getName()
                + "`, but the folder says `"
                + expected
                + "`. Write `package "
                + expected
                + "`.");
      }
      for (ImportDescr imports : parsed.getImports()) {
        importOf(imports);
      }
      parsed
          .getAccumulateImports()
          .forEach(
              accumulate -> {
                if (accumulate.getTarget().equals(Distinct.class.getName())
                    && accumulate.getFunctionName().equals("distinct")) {
                  distinctImported = true;
                } else {
                  error(
                      place(accumulate),
                      "only `import accumulate "
                          + Distinct.class.getName()
                          + " distinct` may be imported here.");
                }
              });
      for (GlobalDescr global : parsed.getGlobals()) {
        if (!global.getIdentifier().equals("findings")
            || !global.getType().equals(Findings.class.getName())) {
          error(
              place(global),
              "the only global is `global "
                  + Findings.class.getName()
                  + " findings`. Remove this one.");
        }
      }
      refuse(parsed.getFunctions(), "a function", "say it with conditions");
      refuse(parsed.getFunctionImports(), "an imported function", "say it with conditions");
      refuse(parsed.getTypeDeclarations(), "a declared type", "use the fact types of the case");
      refuse(parsed.getEnumDeclarations(), "a declared enumeration", "use those of the case");
      refuse(parsed.getEntryPointDeclarations(), "an entry point", "rules read the case only");
      refuse(parsed.getWindowDeclarations(), "a window", "rules read the case only");
      refuse(parsed.getAttributes(), "an attribute", "remove it");
      if (parsed.getUnit() != null) {
        error(place(parsed.getUnit()), "a rule unit is not allowed: remove it.");
      }
    }

    private void refuse(Collection<? extends BaseDescr> found, String what, String instead) {
      found.forEach(one -> error(place(one), what + " is not allowed in rules: " + instead + "."));
    }

    private void importOf(ImportDescr imports) {
      String target = imports.getTarget();
      String simple = target.substring(target.lastIndexOf('.') + 1);
      if (target.equals(DrlConditions.CASEFACTS + simple) && DrlConditions.isVocabulary(simple)) {
        imported.add(simple);
      } else if (target.equals(ValueSet.class.getName())) {
        imported.add(simple);
      } else {
        Set<String> known = new TreeSet<>(DrlConditions.vocabulary());
        String hint =
            DidYouMean.among(simple, known)
                .map(name -> " Did you mean `import " + DrlConditions.CASEFACTS + name + "`?")
                .orElse("");
        error(
            find("import " + target),
            "`"
                + target
                + "` may not be imported: only the fact types and values of `ketcov.casefacts`."
                + hint);
      }
    }

    private Optional<RuleModel> rule(RuleDescr rule) {
      int before = errors();
      Place place = place(rule);
      String name = rule.getName();
      if (rule.getClass() != RuleDescr.class) {
        error(place, "`" + name + "` is a query. Only rules are allowed.");
        return Optional.empty();
      }
      if (!SENTENCE.matcher(name).matches()) {
        error(
            place,
            "the rule's name is not a plain sentence of 3 to 150 letters, digits, spaces and . , : ; ( ) % / + - < > = ' & §.");
      }
      if (!ruleNames.add(name)) {
        error(
            place,
            "two rules of this edition are named `"
                + name
                + "`. Give one of them another sentence.");
      }
      rule.getAttributes()
          .values()
          .forEach(
              attribute ->
                  error(
                      attributePlace(rule, attribute.getName()),
                      "`"
                          + attribute.getName()
                          + "` is not allowed: rules only say what is so, in no order. Remove it."));
      if (rule.getParentName() != null) {
        error(place, "`extends` is not allowed. Write the conditions out.");
      }
      if (!rule.getNamedConsequences().isEmpty()) {
        error(place, "a rule has one `then` only.");
      }
      RuleRole role = role(rule);
      String bears = role == null ? "" : bears(rule, role);
      String citation = citation(rule);
      DrlConditions conditions =
          new DrlConditions(imported, distinctImported, source.edition().valueSets(), this::error);
      Optional<Condition> when = conditions.read(rule.getLhs(), place);
      if (role != null) {
        consequence(rule, role, conditions.bound());
      }
      if (errors() > before || role == null || when.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          new RuleModel(name, role, bears, citation, when.get(), file.file(), place));
    }

    private @Nullable RuleRole role(RuleDescr rule) {
      List<RuleRole> roles = new ArrayList<>();
      for (AnnotationDescr annotation : rule.getAnnotations()) {
        String name = annotation.getName();
        if (!ANNOTATIONS.contains(name)) {
          error(
              annotationPlace(rule, name),
              "annotation `@" + name + "` is not known." + DidYouMean.hint(name, ANNOTATIONS));
        }
      }
      for (RuleRole role : RuleRole.values()) {
        if (rule.getAnnotation(role.annotation()) != null) {
          roles.add(role);
        }
      }
      for (String name : ANNOTATIONS) {
        if (times(rule, "@" + name + "(") > 1) {
          error(
              annotationPlace(rule, name), "`@" + name + "` stands twice in this rule. Keep one.");
        }
      }
      if (roles.size() != 1) {
        error(
            place(rule),
            "rule `"
                + rule.getName()
                + "` must bear one criterion, exclusion or notice: add `@criterion(\"id\")` below its name"
                + (roles.isEmpty() ? "." : ", and only one."));
        return null;
      }
      return roles.getFirst();
    }

    private String bears(RuleDescr rule, RuleRole role) {
      String id = value(rule.getAnnotation(role.annotation()));
      PolicyEdition policy = source.edition();
      Set<String> known = new LinkedHashSet<>();
      switch (role) {
        case CRITERION -> policy.criteria().forEach(criterion -> known.add(criterion.id()));
        case EXCLUSION -> policy.exclusions().forEach(exclusion -> known.add(exclusion.id()));
        case NOTICE -> {
          policy.notices().forEach(notice -> known.add(notice.id()));
          policy.quantityLimits().forEach(limit -> known.add(limit.id()));
        }
      }
      if (!known.contains(id)) {
        error(
            annotationPlace(rule, role.annotation()),
            role.annotation()
                + " `"
                + id
                + "` is not listed in policy.yaml."
                + DidYouMean.hint(id, known)
                + (known.isEmpty() ? "" : " Listed: " + String.join(", ", known) + "."));
      }
      return id;
    }

    private String citation(RuleDescr rule) {
      String citation = value(rule.getAnnotation("citation"));
      if (citation.isBlank()) {
        error(
            place(rule),
            "rule `"
                + rule.getName()
                + "` has no citation. Add `@citation(\"section\")`: where the policy asks for it.");
      } else if (!SENTENCE.matcher(citation).matches()) {
        error(
            annotationPlace(rule, "citation"),
            "the citation may hold letters, digits, spaces and . , : ; ( ) % / + - < > = ' & § only.");
      }
      return citation;
    }

    private String value(@Nullable AnnotationDescr annotation) {
      Object value = annotation == null ? null : annotation.getSingleValue();
      String text = value == null ? "" : value.toString().strip();
      return text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"")
          ? text.substring(1, text.length() - 1)
          : text;
    }

    private void consequence(RuleDescr rule, RuleRole role, Map<String, String> bound) {
      String text = String.valueOf(rule.getConsequence());
      Matcher matcher = CONSEQUENCE.matcher(text);
      Place place = consequencePlace(rule);
      String wanted = "findings." + role.verb() + "(kcontext, $fact);";
      if (!matcher.matches()) {
        error(
            place,
            "`then` holds one statement only: `" + wanted + "` with the facts that prove it.");
        return;
      }
      if (!matcher.group(1).equals(role.verb())) {
        error(
            place,
            "a rule with `@"
                + role.annotation()
                + "` calls `"
                + wanted
                + "`, not `findings."
                + matcher.group(1)
                + "`.");
      }
      List<String> evidence = new ArrayList<>();
      Matcher variables = VARIABLE.matcher(matcher.group(2));
      while (variables.find()) {
        evidence.add(variables.group());
      }
      if (evidence.isEmpty()) {
        error(place, "name the facts that prove it: `" + wanted + "`.");
      }
      for (String variable : evidence) {
        if (!bound.containsKey(variable)) {
          error(
              place,
              "`"
                  + variable
                  + "` is bound by no fact above."
                  + DidYouMean.hint(variable, bound.keySet())
                  + " Bind the fact: `"
                  + variable
                  + " : Patient( ... )`.");
        }
      }
    }

    private int errors() {
      return problems.size();
    }

    private void error(Place place, String message) {
      problems.add(Diagnostic.error(file.file(), place, message));
    }

    private Place place(BaseDescr descr) {
      return new Place(descr.getLine(), descr.getColumn() + 1);
    }

    private Place attributePlace(RuleDescr rule, String attribute) {
      return findFrom(rule.getLine(), attribute);
    }

    private Place annotationPlace(RuleDescr rule, String annotation) {
      return findFrom(rule.getLine(), "@" + annotation);
    }

    private Place consequencePlace(RuleDescr rule) {
      Place then = findFrom(rule.getLine(), "then");
      return new Place(then.line() + 1, 5);
    }

    private int times(RuleDescr rule, String text) {
      int times = 0;
      String[] lines = file.text().split("\n", -1);
      for (int i = rule.getLine() - 1; i < lines.length && !lines[i].strip().equals("when"); i++) {
        times += lines[i].contains(text) ? 1 : 0;
      }
      return times;
    }

    private Place find(String text) {
      return findFrom(1, text);
    }

    /**
     * Where a text stands, on or after a line; Drools does not say where some parts of a file are.
     */
    private Place findFrom(int line, String text) {
      String[] lines = file.text().split("\n", -1);
      for (int i = Math.max(0, line - 1); i < lines.length; i++) {
        int at = lines[i].indexOf(text);
        if (at >= 0) {
          return new Place(i + 1, at + 1);
        }
      }
      return new Place(line, 1);
    }
  }

  private static final Pattern TOKEN = Pattern.compile("'((?:[^']|'(?='))+)'");
  private static final Pattern RULE = Pattern.compile("in rule \"([^\"]*)\"");

  private static String explain(String message) {
    Matcher rule = RULE.matcher(message);
    String where = rule.find() ? " in rule `" + rule.group(1) + "`" : "";
    String head =
        message.contains("in rule") ? message.substring(0, message.indexOf("in rule")) : message;
    Matcher token = TOKEN.matcher(head);
    String found = token.find() ? token.group(1) : "";
    if (found.equals("<eof>") || found.isEmpty()) {
      return "the file ends" + where + " before the rule does. " + hintForSyntax("end");
    }
    return "`" + found + "` is not expected here" + where + ". " + hintForSyntax(found);
  }

  private static String hintForSyntax(String found) {
    return switch (found) {
      case "end" ->
          "Each rule is `rule \"...\" when ... then ... end`; check that every parenthesis and quotation mark is closed.";
      case "then", "rule" ->
          "A parenthesis above is probably not closed, or the rule before has no `end`.";
      default ->
          "Look just before it for a missing comma, parenthesis or quotation mark, or a misspelt word.";
    };
  }
}
