package ketcov.casefacts;

import org.jspecify.annotations.Nullable;

/** Where the drug is given. */
public record TreatmentSite(
    @Says(
            value = "The site is certified in the REMS.",
            change = Change.REQUEST,
            asks = "whether the site is certified in the REMS")
        @Nullable Boolean remsCertified,
    @Says(
            value = "The site is accredited.",
            change = Change.REQUEST,
            asks = "whether the site is accredited")
        @Nullable Boolean accredited,
    @Says(
            value = "The clinic is registered.",
            change = Change.REQUEST,
            asks = "whether the clinic is registered")
        @Nullable Boolean registered,
    @Says(
            value = "A healthcare provider supervises the administration directly.",
            change = Change.REQUEST,
            asks = "whether a healthcare provider supervises the administration directly")
        @Nullable Boolean supervised,
    @Says(
            value = "Minutes of observation after a dose.",
            min = 0,
            max = 1440,
            change = Change.REQUEST,
            asks = "how many minutes the patient is observed after a dose")
        @Nullable Integer monitoringMinutes,
    @Says(
            value = "Place-of-service code.",
            maxLength = 4,
            change = Change.REQUEST,
            asks = "the place-of-service code")
        @Nullable String placeOfService,
    @Says(
            value = "State of the site, two letters.",
            pattern = "[A-Z]{2}",
            asks = "in which state the site is")
        @Nullable String state,
    @Says(
            value = "Miles from the patient.",
            min = 0,
            max = 10000,
            asks = "how many miles the site is from the patient")
        @Nullable Double distanceMiles) {}
