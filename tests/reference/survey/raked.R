# What R's survey package makes of the 31 pupils with weights raked to girls and strata. Prints raked.json.
# Rscript raked.R > raked.json, in this folder.
suppressMessages(library(survey))
d <- read.csv("pupils.csv")
d$girl <- factor(d$girl)
strata <- data.frame(stratum = c("P", "S"), Freq = c(230, 100))
before <- svydesign(ids = ~psu, strata = ~stratum, weights = ~w, data = d, nest = TRUE)
margins <- list(data.frame(girl = c("0", "1"), Freq = c(170, 160)), strata)
raked <- function(design) calibrate(design, list(~girl, ~stratum), margins, calfun = "raking", epsilon = 1e-12, maxit = 200)
known <- raked(before)
d$raked <- weights(known)
# the weights from before are not known: the raked ones take their place, and nothing is left to rake
unknown <- raked(svydesign(ids = ~psu, strata = ~stratum, weights = ~raked, data = d, nest = TRUE))
# with equal weights before, rake() and calibrate() weigh the regression alike
d$one <- 1
equal <- svydesign(ids = ~psu, strata = ~stratum, weights = ~one, data = d, nest = TRUE)
by_rake <- rake(equal, list(~girl, ~stratum), margins, control = list(epsilon = 1e-12, maxit = 500))
pair <- function(x) c(as.numeric(coef(x)[1]), as.numeric(SE(x)[1]))
numbers <- list(
  raised = pair(svymean(~raised, known)),
  score = pair(svymean(~score, known)),
  total = pair(svytotal(~raised, known)),
  ratio = pair(svyratio(~raised, ~score, known)),
  boys_score = pair(svymean(~score, subset(known, girl == "0"))),
  girls_raised = pair(svymean(~raised, subset(known, girl == "1"))),
  girls_total = pair(svytotal(~raised, subset(known, girl == "1"))),
  median = c(svyquantile(~score, known, .5, interval.type = "mean", qrule = "math")$score[c(1, 4)]),
  quartile = c(svyquantile(~score, known, .25, interval.type = "mean", qrule = "math")$score[c(1, 4)]),
  deff_score = as.numeric(deff(svymean(~score, known, deff = TRUE))),
  t_test = as.numeric(svyttest(score ~ girl, known)$statistic),
  t_test_p = as.numeric(svyttest(score ~ girl, known)$p.value),
  rao_scott_f = as.numeric(svychisq(~raised + girl, known)$statistic),
  rao_scott_p = as.numeric(svychisq(~raised + girl, known)$p.value),
  without_base_raised = pair(svymean(~raised, unknown)),
  without_base_score = pair(svymean(~score, unknown)),
  by_rake_raised = pair(svymean(~raised, by_rake)),
  by_rake_score = pair(svymean(~score, by_rake)),
  taken_as_given_raised = pair(svymean(~raised, svydesign(ids = ~psu, strata = ~stratum, weights = ~raked, data = d, nest = TRUE)))
)
lines <- mapply(function(name, x) sprintf('  "%s": [%s]', name, paste(format(x, digits = 12, trim = TRUE), collapse = ", ")),
                names(numbers), numbers)
cat("{\n", paste(lines, collapse = ",\n"), "\n}\n", sep = "")
