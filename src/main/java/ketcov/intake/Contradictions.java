package ketcov.intake;

import java.time.LocalDate;
import java.time.Period;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import ketcov.casefacts.ConditionKind;
import ketcov.casefacts.Diagnosis;
import ketcov.casefacts.DrugTrial;
import ketcov.casefacts.FactTypes;
import ketcov.casefacts.Patient;
import ketcov.casefacts.PatientCondition;
import ketcov.casefacts.PriorAuthCase;
import ketcov.casefacts.Score;
import org.jspecify.annotations.Nullable;

/** Finds statements of one case that cannot all be true. */
final class Contradictions {
  private final PriorAuthCase submitted;
  private final ReferenceTables tables;
  private final Problems problems;

  Contradictions(PriorAuthCase submitted, ReferenceTables tables, Problems problems) {
    this.submitted = submitted;
    this.tables = tables;
    this.problems = problems;
  }

  void report() {
    age();
    each(submitted.diagnoses(), this::diagnosis);
    primaries();
    each(submitted.drugTrials(), this::trial);
    each(submitted.scores(), this::score);
    conditions();
    if (Boolean.FALSE.equals(submitted.pdmp().checked()) && submitted.pdmp().checkedOn() != null) {
      problems.contradiction(
          "/pdmp/checked",
          false,
          "contradicts `checkedOn`, which says that it was checked.",
          "true or unsaid");
    }
    if (Boolean.FALSE.equals(submitted.suicidality().admissionNeeded())
        && submitted.suicidality().admissionNeededWithinHours() != null) {
      problems.contradiction(
          "/suicidality/admissionNeeded",
          false,
          "contradicts `admissionNeededWithinHours`, which says that it is needed.",
          "true or unsaid");
    }
  }

  private void age() {
    Patient patient = submitted.patient();
    LocalDate birth = patient.birthDate();
    if (birth == null || !inThePast("/patient/birthDate", birth)) {
      return;
    }
    @Nullable LocalDate day = serviceDate();
    if (day == null) {
      return;
    }
    int years = Period.between(birth, day).getYears();
    if (patient.ageYears() != null && patient.ageYears() != years) {
      problems.contradiction(
          "/patient/ageYears",
          patient.ageYears(),
          "contradicts the birth date. Correct one of the two.",
          years + " whole years on the service date");
    } else if (years > 125) {
      problems.contradiction(
          "/patient/birthDate", null, "makes the patient older than 125 years.", "a later date");
    }
  }

  private void diagnosis(Diagnosis diagnosis, String pointer) {
    String code = diagnosis.code();
    if (code == null) {
      return;
    }
    tables
        .diagnosis(code)
        .ifPresent(
            told -> {
              agree(pointer + "/severity", diagnosis.severity(), told.severity());
              agree(pointer + "/episode", diagnosis.episode(), told.episode());
              agree(
                  pointer + "/psychoticFeatures",
                  diagnosis.psychoticFeatures(),
                  told.psychoticFeatures());
            });
  }

  private void agree(String pointer, @Nullable Object said, @Nullable Object told) {
    if (said != null && told != null && !said.equals(told)) {
      problems.contradiction(
          pointer,
          said,
          "contradicts the diagnosis code. Correct one of the two.",
          told + ", as the code says");
    }
  }

  private void primaries() {
    List<Diagnosis> diagnoses = submitted.diagnoses();
    if (diagnoses != null
        && diagnoses.stream().filter(diagnosis -> Boolean.TRUE.equals(diagnosis.primary())).count()
            > 1) {
      problems.contradiction(
          "/diagnoses",
          "several",
          "more than one diagnosis is marked primary.",
          "at most one with `primary: true`");
    }
  }

  private void trial(DrugTrial trial, String pointer) {
    LocalDate start = trial.startedOn();
    LocalDate end = trial.endedOn();
    boolean past = start == null || inThePast(pointer + "/startedOn", start);
    past &= end == null || inThePast(pointer + "/endedOn", end);
    if (past && start != null && end != null && end.isBefore(start)) {
      problems.contradiction(
          pointer + "/endedOn", end, "lies before `startedOn`.", "a day on or after " + start);
    }
  }

  private void score(Score score, String pointer) {
    if (score.scale() != null && score.score() != null && score.score() > score.scale().maximum()) {
      problems.contradiction(
          pointer + "/score",
          score.score(),
          "is out of range.",
          "a whole number from 0 to " + score.scale().maximum() + " on " + score.scale());
    }
  }

  private void conditions() {
    Map<ConditionKind, Integer> seen = new EnumMap<>(ConditionKind.class);
    each(
        submitted.conditions(),
        (PatientCondition condition, String pointer) -> {
          ConditionKind kind = condition.condition();
          if (kind != null && seen.merge(kind, 1, Integer::sum) == 2) {
            problems.contradiction(
                pointer + "/condition",
                kind,
                "is listed twice. Keep one entry.",
                "each condition at most once");
          }
        });
  }

  private boolean inThePast(String pointer, LocalDate date) {
    @Nullable LocalDate day = serviceDate();
    if (day != null && date.isAfter(day)) {
      problems.contradiction(
          pointer,
          pointer.endsWith("/birthDate") ? null : date,
          "lies after the service date.",
          "a day on or before " + day);
      return false;
    }
    return true;
  }

  /** Null when the case lacks it, which is reported already. */
  private @Nullable LocalDate serviceDate() {
    return submitted.serviceDate();
  }

  private interface At<T> {
    void check(T entry, String pointer);
  }

  private static <T extends Record> String listOf(T entry) {
    return FactTypes.of(entry.getClass()).pointer();
  }

  private static <T extends Record> void each(@Nullable List<T> entries, At<T> check) {
    if (entries != null) {
      for (int i = 0; i < entries.size(); i++) {
        check.check(entries.get(i), listOf(entries.get(i)) + "/" + i);
      }
    }
  }
}
