import java.nio.file.Files;
import java.nio.file.Path;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Asks veraPDF whether one file keeps several standards.
 *
 * <p>Usage: java -cp ... VeraCheck.java FILE FLAVOUR... Prints one tab-separated line per flavour, "flavour, true or
 * false, number of checks", and under it one line per failed check, "-, rule, message".
 */
public class VeraCheck {
  public static void main(String[] arguments) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    for (int i = 1; i < arguments.length; i++) {
      check(Path.of(arguments[0]), PDFAFlavour.fromString(arguments[i]));
    }
  }

  private static void check(Path file, PDFAFlavour flavour) throws Exception {
    try (PDFAParser parser = Foundries.defaultInstance().createParser(Files.newInputStream(file), flavour);
        PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
      ValidationResult result = validator.validate(parser);
      System.out.println(flavour.getId() + "\t" + result.isCompliant() + "\t" + result.getTotalAssertions());
      for (TestAssertion one : result.getTestAssertions()) {
        if (one.getStatus() == TestAssertion.Status.FAILED) {
          String rule = one.getRuleId().getClause() + "-" + one.getRuleId().getTestNumber();
          System.out.println("-\t" + rule + "\t" + one.getMessage().replaceAll("\\s+", " "));
        }
      }
    }
  }
}
