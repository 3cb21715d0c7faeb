package ketcov.casefacts;

import org.jspecify.annotations.Nullable;

/** Where the drug is given. */
public record TreatmentSite(
    @Says(value = "The site is certified in the REMS.", change = Change.REQUEST)
        @Nullable Boolean remsCertified,
    @Says(value = "The site is accredited.", change = Change.REQUEST) @Nullable Boolean accredited,
    @Says(value = "The clinic is registered.", change = Change.REQUEST)
        @Nullable Boolean registered,
    @Says(
            value = "A healthcare provider supervises the administration directly.",
            change = Change.REQUEST)
        @Nullable Boolean supervised,
    @Says(
            value = "Minutes of observation after a dose.",
            min = 0,
            max = 1440,
            change = Change.REQUEST)
        @Nullable Integer monitoringMinutes,
    @Says(value = "Place-of-service code.", maxLength = 4, change = Change.REQUEST)
        @Nullable String placeOfService,
    @Says(value = "State of the site, two letters.", pattern = "[A-Z]{2}") @Nullable String state,
    @Says(value = "Miles from the patient.", min = 0, max = 10000)
        @Nullable Double distanceMiles) {}
