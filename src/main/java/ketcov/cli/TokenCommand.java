package ketcov.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ketcov.authoring.AccessTokens;
import ketcov.authoring.Person;
import ketcov.authoring.Role;
import ketcov.text.DidYouMean;
import picocli.CommandLine;

/** Issues a token for a person who publishes policies. */
@CommandLine.Command(
    name = "token",
    mixinStandardHelpOptions = true,
    header = {"Issue a token with which a person publishes policies over HTTP.", ""},
    description = {
      "The token goes into the header `Authorization: Bearer TOKEN`. It is signed with a key in the data folder, which the first token"
          + " makes: whoever can read that file can be anybody. Where an identity provider issues tokens, name its keys to the service"
          + " instead (ketcov.tokens.jwks).",
      "",
      "Roles: author submits packages, approver approves those of others, publisher puts them to use and takes them back, auditor reads"
          + " the audit trail and purges."
    },
    footer = {
      "",
      "Example:",
      "  ./ketcov token --name ada --role author --days 30",
      "",
      "Exit codes: 0 the token is printed, 2 wrong usage."
    })
final class TokenCommand implements Callable<Integer> {
  private static final List<String> ROLES = Stream.of(Role.values()).map(Role::word).toList();

  @CommandLine.Spec
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  private CommandLine.Model.CommandSpec spec;

  @CommandLine.Option(
      names = "--name",
      required = true,
      paramLabel = "NAME",
      description = "Who she is; it stands in the history and in the audit trail.")
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  private String name;

  @CommandLine.Option(
      names = "--role",
      required = true,
      split = ",",
      paramLabel = "ROLE",
      description = "What she may do: author, approver, publisher, auditor; one or several.")
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  private List<String> roles;

  @CommandLine.Option(
      names = "--days",
      defaultValue = "30",
      paramLabel = "N",
      description = "How long it is good for, 1 to 366 days (default: ${DEFAULT-VALUE}).")
  private int days;

  @Override
  public Integer call() throws IOException {
    if (!Person.fits(name)) {
      throw wrong("`" + name + "` is no name of a person.");
    }
    if (days < 1 || days > AccessTokens.LONGEST.toDays()) {
      throw wrong("--days is " + days + "; expected 1 to " + AccessTokens.LONGEST.toDays() + ".");
    }
    Set<Role> granted = EnumSet.noneOf(Role.class);
    for (String role : roles) {
      granted.add(
          Role.named(role)
              .orElseThrow(
                  () ->
                      wrong(
                          "`"
                              + role
                              + "` is no role; expected "
                              + ROLES.stream().collect(Collectors.joining(", "))
                              + "."
                              + DidYouMean.hint(role, ROLES))));
    }
    spec.commandLine()
        .getOut()
        .println(
            AccessTokens.issue(
                Library.tokenKey(), new Person(name, granted), Duration.ofDays(days)));
    return 0;
  }

  private CommandLine.ParameterException wrong(String message) {
    return new CommandLine.ParameterException(spec.commandLine(), message);
  }
}
