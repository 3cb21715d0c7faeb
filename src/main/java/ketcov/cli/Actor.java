package ketcov.cli;

import java.util.EnumSet;
import ketcov.authoring.Person;
import ketcov.authoring.Role;
import picocli.CommandLine;

/**
 * Who acts on the command line: the account of the operating system. Whoever can open the store on
 * this machine may do everything with it, so there are no roles to ask for; that two people are
 * needed to approve is asked all the same.
 */
final class Actor {
  private Actor() {}

  static Person of(CommandLine.Model.CommandSpec spec) {
    String name = System.getProperty("user.name", "");
    if (!Person.fits(name)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "the account has no name that the audit trail could tell");
    }
    return new Person(name, EnumSet.allOf(Role.class));
  }
}
