"""Tables made from answers: estimated by the design, protected, compared and put into words and pictures."""
