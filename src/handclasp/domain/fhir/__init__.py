"""Reading FHIR R4 (https://hl7.org/fhir/R4/): pure, one resource in, one row or one complaint out."""
