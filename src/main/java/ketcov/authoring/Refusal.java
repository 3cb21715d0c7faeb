package ketcov.authoring;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import ketcov.policy.EditionId;
import ketcov.policy.PolicyId;
import ketcov.store.PackageHash;

/** Why a step may not be done. */
public sealed interface Refusal {
  /** What was found, and what to do, in the words of the field. */
  String says();

  /** The person lacks the role for it. */
  record NeedsRole(List<Role> anyOf) implements Refusal {
    @Override
    public String says() {
      return "This needs the role "
          + anyOf.stream().map(role -> "`" + role.word() + "`").collect(Collectors.joining(" or "))
          + ".";
    }
  }

  /** No package has this hash. */
  record UnknownPackage(PackageHash hash) implements Refusal {
    @Override
    public String says() {
      return "No package has the hash `" + hash + "`. Submit it first.";
    }
  }

  /** The package was not verified yet. */
  record NotVerified() implements Refusal {
    @Override
    public String says() {
      return "The package was not verified yet. Have it verified first.";
    }
  }

  /** The package did not pass its verification. */
  record VerificationFailed() implements Refusal {
    @Override
    public String says() {
      return "The package did not pass its verification. Mend what the verification lists and submit it again.";
    }
  }

  /** What is in use has changed since the package was verified. */
  record VerificationOutdated(List<EditionId> changed) implements Refusal {
    public VerificationOutdated {
      changed = List.copyOf(changed);
    }

    @Override
    public String says() {
      return "Since the package was verified, what is in use has changed: "
          + changed.stream().map(id -> "`" + id + "`").collect(Collectors.joining(", "))
          + ". Have the package verified again.";
    }
  }

  /** Somebody would approve what she submitted. */
  record OwnWork() implements Refusal {
    @Override
    public String says() {
      return "Whoever submitted a package cannot approve it. Ask another person.";
    }
  }

  /** The package changes what an edition says that had been in use, and nobody says why. */
  record NeedsReason(EditionId edition) implements Refusal {
    @Override
    public String says() {
      return "Edition `"
          + edition
          + "` has been in use with other rules, so this package is a correction of it. Say why in the remark, or publish the change as an edition with a date of its own.";
    }
  }

  /** Nobody but those who submitted the package approved it. */
  record NotApproved() implements Refusal {
    @Override
    public String says() {
      return "The package was not approved yet. Somebody who did not submit it must approve exactly this hash.";
    }
  }

  /** Only signed packages may be put to use, and this one is not. */
  record NotSigned() implements Refusal {
    @Override
    public String says() {
      return "Only signed packages may be put to use here, and this one has no valid signature by a key of an approver or publisher. Sign it: `./ketcov packages sign`.";
    }
  }

  /** No key has this id. */
  record UnknownKey(String keyId) implements Refusal {
    @Override
    public String says() {
      return "No key has the id `" + keyId + "`. The keys are listed in `keys.yaml`.";
    }
  }

  /** The signature is not of this package by this key. */
  record WrongSignature(String keyId) implements Refusal {
    @Override
    public String says() {
      return "The signature is not one of this package by the key `"
          + keyId
          + "`. Sign the hash of the package, not its name or its files.";
    }
  }

  /** The time from which on a package shall be in use is over. */
  record InThePast(Instant effectiveAt) implements Refusal {
    @Override
    public String says() {
      return "`" + effectiveAt + "` is over. Say a later time, or none for now.";
    }
  }

  /** Nothing of the policy or edition was put to use, so nothing can be taken back. */
  record NothingToTakeBack(PolicyId policy) implements Refusal {
    @Override
    public String says() {
      return "No package of `"
          + policy
          + "` is in use: its editions are those of the library folder. There is nothing to take back.";
    }
  }

  /** Another activation came after the one that shall be undone. */
  record NotTheLatest(long asked, long latest) implements Refusal {
    @Override
    public String says() {
      return "Activation "
          + asked
          + " is not the latest of the policy: that is activation "
          + latest
          + ". Only the latest can be rolled back.";
    }
  }

  /** The activation that shall be called off does not exist. */
  record UnknownActivation(long number) implements Refusal {
    @Override
    public String says() {
      return "There is no activation " + number + ".";
    }
  }

  /** The activation that shall be called off is in effect. */
  record InEffect(long number) implements Refusal {
    @Override
    public String says() {
      return "Activation " + number + " is in effect already. Roll the policy back instead.";
    }
  }

  /** No shadow run has this id. */
  record UnknownShadowRun() implements Refusal {
    @Override
    public String says() {
      return "No shadow run has this id.";
    }
  }

  /** A remark is too long, or not a plain text. */
  record UnfitRemark() implements Refusal {
    @Override
    public String says() {
      return "A remark is a plain text of at most "
          + PackageLife.MOST_CHARACTERS_OF_REMARK
          + " characters that tells nothing of a patient.";
    }
  }
}
