package ketcov.casefacts;

import org.jspecify.annotations.Nullable;

/** Where the drug is given. */
public record TreatmentSite(
    @Says("The site is certified in the REMS.") @Nullable Boolean remsCertified,
    @Says("The site is accredited.") @Nullable Boolean accredited,
    @Says("The clinic is registered.") @Nullable Boolean registered,
    @Says("A healthcare provider supervises the administration directly.")
        @Nullable Boolean supervised,
    @Says(value = "Minutes of observation after a dose.", min = 0, max = 1440)
        @Nullable Integer monitoringMinutes,
    @Says(value = "Place-of-service code.", maxLength = 4) @Nullable String placeOfService,
    @Says(value = "State of the site, two letters.", pattern = "[A-Z]{2}") @Nullable String state,
    @Says(value = "Miles from the patient.", min = 0, max = 10000)
        @Nullable Double distanceMiles) {}
