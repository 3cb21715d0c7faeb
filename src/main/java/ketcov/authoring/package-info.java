/**
 * The life of a policy package: submitted, verified, approved by somebody else, put to use now or
 * at a date, superseded or taken back. Who may do what is decided here, whoever asks. Uses the
 * store and all before it; knows nothing of HTTP. Start with {@link ketcov.authoring.PackageLife}.
 */
@org.jspecify.annotations.NullMarked
package ketcov.authoring;
