package ketcov.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import ketcov.authoring.ConfinedVerification;
import picocli.CommandLine;

/** What the service starts to verify a package in a process of its own. */
@CommandLine.Command(
    name = ConfinedVerification.COMMAND,
    hidden = true,
    description = "Reads a request on standard input, answers on standard output.")
final class VerifyPackageCommand implements Callable<Integer> {
  @Override
  public Integer call() throws IOException {
    return ConfinedVerification.answer(
        System.in, new PrintStream(new FileOutputStream(FileDescriptor.out), false));
  }
}
