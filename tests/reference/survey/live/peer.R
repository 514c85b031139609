# Answers of R's survey package to every question of a session, written as lines "design,question,place,value".
#
# The session (session.R, written beside the data by the tests) reads each design's rows, declares the design and calls the
# functions below, so that R starts once for all of them. Written for this project.
suppressMessages(library(survey))
options(survey.lonely.psu = "fail", warn = -1, digits = 17)

sink_to <- file("answers.csv", "w")

answer <- function(design, question, expression) {
  found <- tryCatch(as.numeric(expression), error = function(e) {
    writeLines(sprintf("%s,%s,-1,%s", design, question, gsub("[,\n\"]", " ", conditionMessage(e))), sink_to)
    NULL
  })
  for (place in seq_along(found)) {
    writeLines(sprintf("%s,%s,%d,%.17g", design, question, place - 1, found[place]), sink_to)
  }
}

formula_of <- function(...) as.formula(paste0("~", paste(c(...), collapse = "+")))

# estimate, standard error, design effect, degrees of freedom, answers, then the limits of four methods (the first is "mean")
share <- function(d, y) {
  f <- formula_of(y)
  plain <- svymean(f, d, na.rm = TRUE, deff = TRUE)
  limits <- sapply(c("xlogit", "asin", "beta"), function(one) {
    attr(svyciprop(f, d, method = one, na.rm = TRUE), "ci")
  })
  c(coef(plain), SE(plain), deff(plain), degf(d), unwtd.count(f, d), confint(plain, df = degf(d)), limits)
}

# design effects against a simple random sample with replacement: of a share, a mean and a total
replaced <- function(d) {
  c(deff(svymean(~y, d, na.rm = TRUE, deff = "replace")), deff(svymean(~score, d, na.rm = TRUE, deff = "replace")),
    deff(svytotal(~score, d, na.rm = TRUE, deff = "replace")))
}

# the limits of the two methods that fit a model
modelled <- function(d, y) {
  sapply(c("logit", "likelihood"), function(one) attr(svyciprop(formula_of(y), d, method = one), "ci"))
}

# estimate, standard error, design effect, limits on the design's degrees of freedom
number <- function(FUN, d, y) {
  plain <- FUN(formula_of(y), d, na.rm = TRUE, deff = TRUE)
  c(coef(plain), SE(plain), deff(plain), confint(plain, df = degf(d)))
}

# ratio, standard error, limits, and the design effect of the residuals' total
ratio <- function(d, y, x) {
  found <- svyratio(formula_of(y), formula_of(x), d, na.rm = TRUE)
  c(coef(found), SE(found), confint(found, df = degf(d)))
}

ratio_effects <- function(d, y, x) {
  d <- subset(d, !is.na(d$variables[[y]]) & !is.na(d$variables[[x]]))
  c(attr(svyratio(formula_of(y), formula_of(x), d, deff = TRUE), "deff"),
    attr(svyratio(formula_of(y), formula_of(x), d, deff = "replace"), "deff"))
}

# The rule "math" as its documentation has it. The package's own, asked for a share below that of the smallest answer,
# gives the second smallest.
smallest_reaching <- function(x, w, p) {
  kept <- w > 0
  x <- x[kept]
  w <- w[kept]
  in_order <- order(x)
  x[in_order][min(which(cumsum(w[in_order]) / sum(w) >= p * (1 - 1e-12)))]
}

# quantile, lower, upper, standard error of each share
quartiles <- function(d, y, shares, rule = "math") {
  t(svyquantile(formula_of(y), d, shares, na.rm = TRUE, qrule = rule)[[1]])
}

# F with its degrees of freedom and p; X-squared and its first-order p
related <- function(d, a, b) {
  second <- svychisq(formula_of(a, b), d)
  first <- svychisq(formula_of(a, b), d, statistic = "Chisq")
  c(second$statistic, second$parameter, second$p.value, first$statistic, first$p.value)
}

# difference, t, degrees of freedom, p, limits of a two-sample test
compared <- function(d, y, group, reference) {
  d$variables$other <- as.numeric(d$variables[[group]] != reference)
  test <- svyttest(as.formula(paste0(y, "~other")), d)
  c(test$estimate, test$statistic, test$parameter, test$p.value, test$conf.int)
}

# difference of two groups' estimates and its standard error, through the covariance between them
contrast <- function(FUN, d, y, group, first, second, ...) {
  both <- svyby(formula_of(y), formula_of(group), d, FUN, covmat = TRUE, na.rm = TRUE, ...)
  weights <- setNames(c(1, -1), c(first, second))
  found <- svycontrast(both, weights)
  c(coef(found), SE(found))
}

# difference of two groups' means of score in every replicate: difference and standard error
repeated_contrast <- function(d, first, second) {
  mean_of <- function(w, data, group) {
    kept <- data$g %in% group & !is.na(data$score)
    sum(w[kept] * data$score[kept]) / sum(w[kept])
  }
  found <- withReplicates(d, function(w, data) mean_of(w, data, first) - mean_of(w, data, second))
  c(found[1], sqrt(attr(found, "var")))
}
