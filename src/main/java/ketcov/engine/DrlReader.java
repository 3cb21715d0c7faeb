package ketcov.engine;

import java.util.ArrayList;
import java.util.Arrays;
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
import ketcov.casefacts.FactType;
import ketcov.casefacts.FactTypes;
import ketcov.condition.Condition;
import ketcov.condition.RuleModel;
import ketcov.finding.RuleRole;
import ketcov.policy.EditionSource;
import ketcov.policy.PolicyCheck;
import ketcov.policy.PolicyEdition;
import ketcov.text.Check;
import ketcov.text.Diagnostic;
import ketcov.text.DidYouMean;
import ketcov.text.Place;
import org.drools.drl.ast.descr.AccumulateImportDescr;
import org.drools.drl.ast.descr.AnnotationDescr;
import org.drools.drl.ast.descr.AttributeDescr;
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
          "\\s*findings\\s*\\.\\s*(\\w+)\\s*\\(\\s*kcontext\\s*((?:,\\s*\\$\\w+\\s*)*+)\\)\\s*;\\s*");
  private static final Pattern NO_SENTENCE = Pattern.compile("[^\\p{L}\\p{N} .,:;()%/+<>='&§-]");
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package\\s+([\\w.-]+)");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\w+");
  private static final List<String> ANNOTATIONS =
      List.of("criterion", "exclusion", "notice", "citation");

  private final EditionSource source;
  private final List<Diagnostic> problems;
  private final Set<String> ruleNames = new HashSet<>();
  private boolean bearersKnown = true;

  DrlReader(EditionSource source, List<Diagnostic> problems) {
    this.source = source;
    this.problems = problems;
  }

  /**
   * The rules of an edition, as far as they can be read.
   *
   * @param rules in the order of files and lines; those that are refused are left out
   * @param bearersKnown every rule says what it bears, or stands in a file that names it
   */
  record Reading(List<RuleModel> rules, boolean bearersKnown) {
    Reading {
      rules = List.copyOf(rules);
    }
  }

  Reading read() {
    List<RuleModel> rules = new ArrayList<>();
    int before = problems.size();
    DrlLimits.edition(
        source,
        message ->
            problems.add(Diagnostic.of(Check.TOO_LARGE, source.folder(), Place.START, message)));
    if (problems.size() > before) {
      return new Reading(rules, false);
    }
    for (EditionSource.RuleFile file : source.rules()) {
      rules.addAll(new OneFile(file).read());
    }
    return new Reading(rules, bearersKnown);
  }

  /** Reads one file. */
  private final class OneFile {
    private final EditionSource.RuleFile file;
    private final List<DrlText.Problem> characters;
    private final String text;
    private final String code;
    private final DrlOutline outline;
    private final Set<String> imported = new HashSet<>();
    private boolean distinctImported;

    OneFile(EditionSource.RuleFile file) {
      this.file = file;
      DrlText written = DrlText.of(file.text());
      this.characters = written.problems();
      DrlText repaired = characters.isEmpty() ? written : DrlText.of(written.repaired());
      // Where mere characters are wrong, what stands behind them is read all the same.
      DrlText read = repaired.problems().isEmpty() ? repaired : written;
      this.text = withoutHyphens(read.text(), read.code());
      this.code = read.code();
      this.outline = DrlOutline.of(text, code);
    }

    /** The package line as Drools can read it; that it had hyphens is reported. */
    private static String withoutHyphens(String text, String code) {
      Matcher line = PACKAGE.matcher(code);
      return line.find()
          ? text.substring(0, line.start(1))
              + line.group(1).replace('-', '_')
              + text.substring(line.end(1))
          : text;
    }

    List<RuleModel> read() {
      long before = errors();
      characters.forEach(problem -> error(problem.check(), problem.place(), problem.message()));
      if (!DrlText.of(text).problems().isEmpty()) {
        return List.of();
      }
      // What the outline says would only be said again, and worse, by what comes after.
      List<DrlText.Problem> found = outline.problems();
      found.forEach(problem -> error(problem.check(), problem.place(), problem.message()));
      if (!found.isEmpty()) {
        return List.of();
      }
      PackageDescr parsed = parse();
      if (parsed == null) {
        return List.of();
      }
      if (parsed.getRules().isEmpty()) {
        error(
            Check.FILE_WITHOUT_RULE,
            Place.START,
            "this file holds no rule. Write one, or delete the file.");
      }
      header(parsed);
      List<RuleModel> rules = new ArrayList<>();
      for (RuleDescr rule : parsed.getRules()) {
        rule(rule, parsed).ifPresent(rules::add);
      }
      if (errors() == before) {
        // A name that is misspelt below would be called unused here.
        unusedImports(parsed);
      }
      rules.sort(Comparator.comparingInt(rule -> rule.place().line()));
      return rules;
    }

    private @Nullable PackageDescr parse() {
      DrlParser parser = new DrlParser(LanguageLevelOption.DRL6);
      PackageDescr parsed;
      try {
        parsed = parser.parse(false, text);
      } catch (StackOverflowError e) {
        error(
            Check.UNREADABLE_RULE,
            Place.START,
            "the file cannot be read: its conditions are too long or nest too deep.");
        return null;
      } catch (DroolsParserException e) {
        error(
            Check.UNREADABLE_RULE,
            new Place(e.getLineNumber(), e.getColumn() + 1),
            SyntaxErrors.explain("", text));
        return null;
      }
      if (!parser.hasErrors() && parsed != null) {
        return parsed;
      }
      // One for each rule: what the parser says after its first complaint follows from it.
      Set<Integer> seen = new HashSet<>();
      for (DroolsError e : parser.getErrors()) {
        Place place =
            e instanceof ParserError at ? new Place(at.getRow(), at.getCol() + 1) : Place.START;
        if (seen.add(outline.ruleOf(place.line()))) {
          error(Check.UNREADABLE_RULE, place, SyntaxErrors.explain(e.getMessage(), text));
        }
      }
      return null;
    }

    private void header(PackageDescr parsed) {
      String expected = EditionCompiler.packageOf(source);
      if (parsed.getName().isEmpty()) {
        if (parsed.getRules().isEmpty()) {
          return;
        }
        error(
            Check.WRONG_PACKAGE,
            Place.START,
            "the file does not say its package. Write `package "
                + expected
                + "` as its first line.");
      } else {
        Matcher line = PACKAGE.matcher(code);
        String written = line.find() ? line.group(1) : parsed.getName();
        if (!expected.equals(written) || !expected.equals(parsed.getName())) {
          error(
              Check.WRONG_PACKAGE,
              outline.find("package"),
              "the package is `"
                  + written
                  + "`, but the folder says `"
                  + expected
                  + "`"
                  + (written.contains("-") ? ": where a folder has - the package has _" : "")
                  + ". Write `package "
                  + expected
                  + "`.");
        }
      }
      if (parsed.getImports().size() > DrlLimits.MAX_IMPORTS) {
        error(
            Check.TOO_LARGE,
            outline.find("import"),
            "the file imports "
                + parsed.getImports().size()
                + " names; at most "
                + DrlLimits.MAX_IMPORTS
                + " are read.");
        return;
      }
      for (ImportDescr imports : parsed.getImports()) {
        importOf(imports);
      }
      parsed.getAccumulateImports().forEach(this::importOf);
      globals(parsed);
      refuse(parsed.getFunctions(), "a function", "say it with conditions");
      refuse(parsed.getFunctionImports(), "an imported function", "say it with conditions");
      refuse(parsed.getTypeDeclarations(), "a declared type", "use the fact types of the case");
      refuse(parsed.getEnumDeclarations(), "a declared enumeration", "use those of the case");
      refuse(parsed.getEntryPointDeclarations(), "an entry point", "rules read the case only");
      refuse(parsed.getWindowDeclarations(), "a window", "rules read the case only");
      for (AttributeDescr attribute : parsed.getAttributes()) {
        error(
            Check.RULE_SETTING,
            outline.find(attribute.getName()),
            "`" + attribute.getName() + "` is not allowed in rules: remove it.");
      }
      if (parsed.getUnit() != null) {
        error(
            Check.FORBIDDEN_CONSTRUCT,
            outline.find("unit "),
            "a rule unit is not allowed: remove it.");
      }
    }

    private void globals(PackageDescr parsed) {
      String wanted = "`global " + Findings.class.getName() + " findings`";
      boolean found = false;
      for (GlobalDescr global : parsed.getGlobals()) {
        if (global.getIdentifier().equals("findings")
            && global.getType().equals(Findings.class.getName())) {
          found = true;
        } else {
          error(
              Check.FORBIDDEN_CONSTRUCT,
              place(global),
              "the only global is " + wanted + ". Remove this one.");
        }
      }
      if (!found && !parsed.getRules().isEmpty()) {
        error(
            Check.MISSING_GLOBAL,
            place(parsed.getRules().getFirst()),
            "a line is missing above the first rule, by which rules say what they found: "
                + wanted
                + ".");
      }
    }

    private void refuse(Collection<? extends BaseDescr> found, String what, String instead) {
      found.forEach(
          one ->
              error(
                  Check.FORBIDDEN_CONSTRUCT,
                  outline.lineStart(one.getLine()),
                  what + " is not allowed in rules: " + instead + "."));
    }

    private void importOf(AccumulateImportDescr imports) {
      if (imports.getTarget().equals(Distinct.class.getName())
          && imports.getFunctionName().equals("distinct")) {
        distinctImported = true;
      } else {
        error(
            Check.UNKNOWN_IMPORT,
            place(imports),
            "only `import accumulate "
                + Distinct.class.getName()
                + " distinct` may be imported here.");
      }
    }

    private void importOf(ImportDescr imports) {
      String target = imports.getTarget();
      String simple = target.substring(target.lastIndexOf('.') + 1);
      boolean known =
          (target.equals(DrlConditions.CASEFACTS + simple) && DrlConditions.isVocabulary(simple))
              || target.equals(ValueSet.class.getName());
      if (known) {
        imported.add(simple);
        return;
      }
      String hint = "";
      if (simple.equals("*")) {
        hint = " Import each by its name, such as `import " + DrlConditions.CASEFACTS + "Patient`.";
        imported.addAll(DrlConditions.vocabulary());
      } else {
        Optional<String> meant =
            DidYouMean.among(simple, new TreeSet<>(DrlConditions.vocabulary()));
        meant.ifPresent(imported::add);
        hint =
            meant
                .map(name -> " Did you mean `import " + DrlConditions.CASEFACTS + name + "`?")
                .orElse(
                    " Facts: "
                        + String.join(", ", FactTypes.all().stream().map(FactType::name).toList())
                        + ". Values: "
                        + String.join(", ", DrlConditions.values())
                        + ".");
      }
      error(
          Check.UNKNOWN_IMPORT,
          outline.find("import " + target),
          "`"
              + target
              + "` may not be imported: only the fact types and values of `ketcov.casefacts`."
              + hint);
    }

    private void unusedImports(PackageDescr parsed) {
      for (ImportDescr imports : parsed.getImports()) {
        String simple = imports.getTarget().substring(imports.getTarget().lastIndexOf('.') + 1);
        if (imported.contains(simple)) {
          unusedImport("import " + imports.getTarget(), simple);
        }
      }
      if (distinctImported) {
        unusedImport("import accumulate", "distinct");
      }
    }

    private void unusedImport(String line, String name) {
      boolean used =
          code.lines()
              .filter(written -> !written.startsWith("import"))
              .anyMatch(written -> written.matches(".*(?<![\\w$])" + name + "(?!\\w).*"));
      if (!used) {
        error(
            Check.UNUSED_IMPORT,
            outline.find(line),
            "no rule of this file uses `" + name + "`. Remove the line, or use it.");
      }
    }

    private Optional<RuleModel> rule(RuleDescr rule, PackageDescr parsed) {
      long before = errors();
      Place place = place(rule);
      String name = rule.getName();
      if (rule.getClass() != RuleDescr.class) {
        error(
            Check.FORBIDDEN_CONSTRUCT, place, "`" + name + "` is a query. Only rules are allowed.");
        return Optional.empty();
      }
      refusedText(name)
          .ifPresent(
              refused ->
                  error(
                      Check.RULE_NAME,
                      place,
                      "the rule's name must be a plain sentence: " + refused));
      if (!ruleNames.add(name)) {
        error(
            Check.REPEATED_RULE_NAME,
            place,
            "two rules of this edition are named `"
                + name
                + "`. Give one of them another sentence.");
      }
      for (AttributeDescr attribute : rule.getAttributes().values()) {
        if (parsed.getAttribute(attribute.getName()) == null) {
          error(
              Check.RULE_SETTING,
              inRule(rule, attribute.getName()),
              "`"
                  + attribute.getName()
                  + "` is not allowed: rules have no order, dates or other settings. Remove it.");
        }
      }
      if (rule.getParentName() != null) {
        error(
            Check.FORBIDDEN_CONSTRUCT,
            inRule(rule, "extends"),
            "`extends` is not allowed. Write the conditions out.");
      }
      if (!rule.getNamedConsequences().isEmpty()) {
        error(Check.RULE_SKELETON, place, "a rule has one `then` only.");
      }
      RuleRole role = role(rule);
      String bears = role == null ? "" : bears(rule, role);
      String citation = citation(rule);
      DrlConditions conditions =
          new DrlConditions(
              imported,
              distinctImported,
              source.edition().valueSets(),
              word -> inRule(rule, word),
              this::error);
      Optional<Condition> when = conditions.read(rule.getLhs(), place);
      when.ifPresent(
          condition ->
              DrlLimits.rule(condition, message -> error(Check.TOO_LARGE, place, message)));
      if (ruleNames.size() == DrlLimits.MAX_RULES + 1) {
        error(
            Check.TOO_LARGE, place, "the edition has more than " + DrlLimits.MAX_RULES + " rules.");
      }
      if (role != null) {
        consequence(rule, role, conditions);
      }
      if (errors() > before || role == null || when.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          new RuleModel(
              name, role, bears, citation, when.get(), file.file(), place, conditions.places()));
    }

    private @Nullable RuleRole role(RuleDescr rule) {
      for (AnnotationDescr annotation : rule.getAnnotations()) {
        String name = annotation.getName();
        if (!ANNOTATIONS.contains(name)) {
          error(
              Check.UNKNOWN_ANNOTATION,
              inRule(rule, "@" + name),
              "annotation `@"
                  + name
                  + "` is not known."
                  + DidYouMean.among(name, ANNOTATIONS)
                      .map(meant -> " Did you mean `@" + meant + "`?")
                      .orElse(" Known: @criterion, @exclusion, @notice and @citation."));
        }
      }
      for (String name : ANNOTATIONS) {
        List<Place> places = outline.places(rule.getLine(), "@" + name);
        if (places.size() > 1) {
          error(
              Check.REPEATED_ANNOTATION,
              places.get(1),
              "`@" + name + "` stands twice in this rule. Keep one.");
        }
      }
      List<RuleRole> roles =
          Arrays.stream(RuleRole.values())
              .filter(role -> rule.getAnnotation(role.annotation()) != null)
              .toList();
      if (roles.size() == 1) {
        return roles.getFirst();
      }
      bearersKnown = false;
      if (roles.isEmpty() && Arrays.stream(RuleRole.values()).noneMatch(r -> meant(rule, r))) {
        error(
            Check.RULE_WITHOUT_CRITERION,
            place(rule),
            "rule `"
                + rule.getName()
                + "` does not say what it bears. Add `@criterion(\"id\")`, `@exclusion(\"id\")` or `@notice(\"id\")` below its name.");
      } else if (!roles.isEmpty()) {
        error(
            Check.TWO_BEARERS,
            inRule(rule, "@" + roles.getLast().annotation()),
            "a rule bears one thing: a criterion, an exclusion or a notice. Keep one annotation, and write another rule for the other.");
      }
      return null;
    }

    /**
     * Whether a misspelt annotation was probably meant to be the role's; it is reported already.
     */
    private boolean meant(RuleDescr rule, RuleRole role) {
      return meant(rule, role.annotation());
    }

    private boolean meant(RuleDescr rule, String annotation) {
      return rule.getAnnotations().stream()
          .map(AnnotationDescr::getName)
          .filter(name -> !ANNOTATIONS.contains(name))
          .anyMatch(
              name -> DidYouMean.among(name, ANNOTATIONS).filter(annotation::equals).isPresent());
    }

    private String bears(RuleDescr rule, RuleRole role) {
      Optional<String> value = value(rule, role.annotation());
      if (value.isEmpty()) {
        bearersKnown = false;
        return "";
      }
      String id = value.get();
      Set<String> known = ids(role);
      if (!known.contains(id)) {
        bearersKnown = false;
        String listedAs =
            Arrays.stream(RuleRole.values())
                .filter(other -> ids(other).contains(id))
                .findFirst()
                .map(
                    other ->
                        " It is listed as "
                            + (other == RuleRole.EXCLUSION ? "an " : "a ")
                            + other.annotation()
                            + ": write `@"
                            + other.annotation()
                            + "` and `findings."
                            + other.verb()
                            + "`.")
                .orElseGet(
                    () ->
                        DidYouMean.hint(id, known)
                            + (known.isEmpty()
                                ? ""
                                : " Listed: " + String.join(", ", known) + "."));
        error(
            Check.UNKNOWN_ID,
            inRule(rule, "@" + role.annotation()),
            role.annotation() + " `" + id + "` is not listed in policy.yaml." + listedAs);
      }
      return id;
    }

    private Set<String> ids(RuleRole role) {
      PolicyEdition policy = source.edition();
      Set<String> ids = new LinkedHashSet<>();
      switch (role) {
        case CRITERION -> policy.criteria().forEach(criterion -> ids.add(criterion.id()));
        case EXCLUSION -> policy.exclusions().forEach(exclusion -> ids.add(exclusion.id()));
        case NOTICE -> {
          policy.notices().forEach(notice -> ids.add(notice.id()));
          policy.quantityLimits().forEach(limit -> ids.add(limit.id()));
        }
      }
      return ids;
    }

    private String citation(RuleDescr rule) {
      if (rule.getAnnotation("citation") == null) {
        if (!meant(rule, "citation")) {
          error(
              Check.RULE_WITHOUT_CITATION,
              place(rule),
              "rule `"
                  + rule.getName()
                  + "` has no citation. Add `@citation(\"section\")`: where the policy asks for it.");
        }
        return "";
      }
      Optional<String> citation = value(rule, "citation");
      citation
          .flatMap(DrlReader::refusedText)
          .ifPresent(
              refused ->
                  error(
                      Check.RULE_NAME,
                      inRule(rule, "@citation"),
                      "the citation must be a plain text: " + refused));
      if (citation.isPresent() && PolicyCheck.citesNothing(citation.get())) {
        error(
            Check.EMPTY_CITATION,
            inRule(rule, "@citation"),
            "`"
                + citation.get()
                + "` names no place of the policy. Write the section, page or heading that asks for it.");
      }
      return citation.orElse("");
    }

    /** The text of an annotation; empty when it is not one text, which is reported. */
    private Optional<String> value(RuleDescr rule, String annotation) {
      AnnotationDescr written = rule.getAnnotation(annotation);
      Object value =
          written == null || written.getValueMap().size() > 1 ? null : written.getSingleValue();
      String text = value == null ? "" : value.toString().strip();
      if (!text.matches("\"[^\"]+\"")) {
        error(
            Check.ANNOTATION_VALUE,
            inRule(rule, "@" + annotation),
            "write one text in quotation marks: `@"
                + annotation
                + "(\""
                + (annotation.equals("citation") ? "section" : "id")
                + "\")`.");
        return Optional.empty();
      }
      return Optional.of(text.substring(1, text.length() - 1));
    }

    private void consequence(RuleDescr rule, RuleRole role, DrlConditions conditions) {
      Matcher matcher = CONSEQUENCE.matcher(String.valueOf(rule.getConsequence()));
      Place place = outline.statement(rule.getLine());
      Map<String, String> bound = conditions.bound();
      String evidence = bound.isEmpty() ? "$fact" : String.join(", ", bound.keySet());
      String wanted = "findings." + role.verb() + "(kcontext, " + evidence + ");";
      if (!matcher.matches()) {
        error(
            Check.STATEMENT,
            place,
            "`then` holds one statement and nothing else: `"
                + wanted
                + "` with the facts that prove it.");
        return;
      }
      if (!matcher.group(1).equals(role.verb())) {
        error(
            Check.STATEMENT,
            place,
            "a rule with `@"
                + role.annotation()
                + "` calls `"
                + wanted
                + "`, not `findings."
                + matcher.group(1)
                + "`.");
      }
      Matcher variables = VARIABLE.matcher(matcher.group(2));
      boolean named = false;
      if (VARIABLE.matcher(matcher.group(2)).results().count() > DrlLimits.MAX_EVIDENCE) {
        error(
            Check.TOO_LARGE,
            place,
            "the statement names more than "
                + DrlLimits.MAX_EVIDENCE
                + " facts. Name those that prove it.");
        return;
      }
      while (variables.find()) {
        named = true;
        String variable = variables.group();
        if (!bound.containsKey(variable) && !rule.getLhs().getDescrs().isEmpty()) {
          unbound(rule, variable, conditions, place);
        }
      }
      if (!named) {
        error(Check.EVIDENCE, place, "name the facts that prove it: `" + wanted + "`.");
      }
    }

    private void unbound(RuleDescr rule, String variable, DrlConditions conditions, Place place) {
      Optional<String> instead = conditions.instead(variable);
      if (instead.isPresent()) {
        error(Check.EVIDENCE, place, "`" + variable + "` is no fact. " + instead.get());
      } else if (!outline.binds(rule.getLine(), variable)) {
        String meant = DidYouMean.hint(variable, conditions.bound().keySet());
        error(
            Check.EVIDENCE,
            place,
            "`"
                + variable
                + "` is bound by no fact above."
                + (meant.isEmpty()
                    ? " Write it before a fact, such as `" + variable + " : Patient( ... )`."
                    : meant));
      }
    }

    private long errors() {
      return problems.stream().filter(Diagnostic::isError).count();
    }

    private void error(Check check, Place place, String message) {
      problems.add(Diagnostic.of(check, file.file(), place, message));
    }

    private Place place(BaseDescr descr) {
      return new Place(descr.getLine(), descr.getColumn() + 1);
    }

    /** Where a word stands in a rule; Drools does not say where some parts of a rule are. */
    private Place inRule(RuleDescr rule, String word) {
      List<Place> places = outline.places(rule.getLine(), word);
      return places.isEmpty() ? place(rule) : places.getFirst();
    }
  }

  /** Why a name or citation is refused; empty when it is plain. */
  private static Optional<String> refusedText(String text) {
    if (text.length() < 3 || text.length() > 150) {
      return Optional.of("it has " + text.length() + " characters, 3 to 150 are expected.");
    }
    Matcher other = NO_SENTENCE.matcher(text);
    return other.find()
        ? Optional.of(
            "`"
                + other.group()
                + "` may not stand in it; letters, digits, spaces and . , : ; ( ) % / + - < > = ' & § may.")
        : Optional.empty();
  }
}
