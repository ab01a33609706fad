//! The relation model: how likely two articles are of one source, from what was measured on them.

use std::sync::LazyLock;

/// A logistic model over standardised features: coefficients as data, fitted by `wirecopy fit`.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    pub intercept: f64,
    pub terms: Vec<Coefficient>,
}

/// What the model knows of one feature.
#[derive(Debug, Clone, PartialEq)]
pub struct Coefficient {
    pub feature: String,
    /// Mean and standard deviation of the feature in the data that the model was fitted on.
    pub mean: f64,
    pub deviation: f64,
    /// Weight of the standardised feature.
    pub weight: f64,
}

/// The shipped models; the head of each file says what it was fitted on.
static BY_CAPITALS: LazyLock<Model> = LazyLock::new(|| shipped(include_str!("rewrite.capitals.tsv")));
static BY_RARITY: LazyLock<Model> = LazyLock::new(|| shipped(include_str!("rewrite.rarity.tsv")));

/// Two tables, an empty line between them: of a pair of two languages by itself, and among its rivals.
static TRANSLATION: LazyLock<[Model; 2]> = LazyLock::new(|| {
    let (own, margin) = include_str!("translation.tsv").split_once("\n\n").expect("two tables");
    [shipped(own), shipped(margin)]
});

fn shipped(table: &str) -> Model {
    Model::parse(table).expect("the shipped models are well formed; a test reads them")
}

impl Model {
    /// The shipped model for pairs of one language: where names are told by their capitals, or else by their rarity.
    pub fn rewrite(capitals: bool) -> &'static Model {
        if capitals { &BY_CAPITALS } else { &BY_RARITY }
    }

    /// The shipped model for pairs of two languages.
    pub fn translation() -> &'static Model {
        &TRANSLATION[0]
    }

    /// The shipped model of how far a pair of two languages stands out among its rivals.
    pub fn margin() -> &'static Model {
        &TRANSLATION[1]
    }

    /// Reads a table of `feature`, `mean`, `deviation`, `weight`, tab-separated, with the intercept as the weight of a
    /// feature of that name; lines that begin with `#` are comments.
    ///
    /// # Errors
    /// Names the first line that is not of this form.
    pub fn parse(text: &str) -> Result<Model, String> {
        let mut model = Model { intercept: 0.0, terms: Vec::new() };
        for (number, line) in
            (1..).zip(text.lines()).filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
        {
            let fields: Vec<&str> = line.split('\t').collect();
            let numbers: Option<Vec<f64>> = fields.iter().skip(1).map(|field| field.parse().ok()).collect();
            match (fields.first(), numbers.as_deref()) {
                (Some(&"intercept"), Some(&[_, _, weight])) => model.intercept = weight,
                (Some(&feature), Some(&[mean, deviation, weight])) if deviation > 0.0 => {
                    model.terms.push(Coefficient { feature: feature.to_owned(), mean, deviation, weight });
                }
                _ => {
                    return Err(format!(
                        "line {number}: expected feature, mean, deviation and weight, found {line:?}"
                    ));
                }
            }
        }
        Ok(model)
    }

    /// Writes the table that [`Model::parse`] reads.
    pub fn to_table(&self) -> String {
        let mut out = format!("intercept\t0\t1\t{:.5}\n", self.intercept);
        for term in &self.terms {
            let Coefficient { feature, mean, deviation, weight } = term;
            out += &format!("{feature}\t{mean:.5}\t{deviation:.5}\t{weight:.5}\n");
        }
        out
    }

    /// The probability, 0 to 1, for `features` in the model's order.
    ///
    /// # Panics
    /// When the number of features is another.
    pub fn probability(&self, features: impl Iterator<Item = f32>) -> f32 {
        logistic(self.log_odds(features)) as f32
    }

    /// The natural logarithm of the odds, for `features` in the model's order.
    ///
    /// # Panics
    /// When the number of features is another.
    pub fn log_odds(&self, features: impl Iterator<Item = f32>) -> f64 {
        let mut terms = self.terms.iter();
        let mut sum = self.intercept;
        for value in features {
            let term = terms.next().expect("the model knows these features");
            sum += (f64::from(value) - term.mean) / term.deviation * term.weight;
        }
        assert!(terms.next().is_none(), "the model knows these features");
        sum
    }

    /// Fits a model by maximum likelihood with a quadratic penalty on the standardised weights, by Newton's method
    /// (iteratively reweighted least squares; Hastie, Tibshirani and Friedman, 4.4.1).
    ///
    /// Each row is the features of one pair, whether it is of one source, and how much it counts.
    pub fn fit(names: &[&str], rows: &[(Vec<f32>, bool, f64)], penalty: f64) -> Model {
        let n = names.len();
        let total: f64 = rows.iter().map(|row| row.2).sum();
        let mut terms: Vec<Coefficient> = Vec::with_capacity(n);
        for (i, name) in names.iter().enumerate() {
            let mean = rows.iter().map(|row| f64::from(row.0[i]) * row.2).sum::<f64>() / total;
            let variance =
                rows.iter().map(|row| (f64::from(row.0[i]) - mean).powi(2) * row.2).sum::<f64>() / total;
            // What never varies says nothing, and is not to be divided by nothing.
            let deviation = if variance < 1e-8 { 1.0 } else { variance.sqrt() };
            terms.push(Coefficient { feature: (*name).to_owned(), mean, deviation, weight: 0.0 });
        }
        // The last coordinate is the intercept.
        let standardised = |row: &[f32]| -> Vec<f64> {
            let values = row.iter().zip(&terms).map(|(&x, term)| (f64::from(x) - term.mean) / term.deviation);
            values.chain([1.0]).collect()
        };
        let mut weights = vec![0.0; n + 1];
        for _ in 0..50 {
            let mut gradient = vec![0.0; n + 1];
            let mut hessian = vec![vec![0.0; n + 1]; n + 1];
            for (row, positive, count) in rows {
                let x = standardised(row);
                let sum: f64 = x.iter().zip(&weights).map(|(x, w)| x * w).sum();
                let probability = logistic(sum);
                let error = count * (f64::from(u8::from(*positive)) - probability);
                let curvature = count * probability * (1.0 - probability);
                for i in 0..=n {
                    gradient[i] += error * x[i];
                    for j in 0..=i {
                        hessian[i][j] += curvature * x[i] * x[j];
                    }
                }
            }
            for i in 0..=n {
                // The intercept is not penalised; the tiny ridge keeps the matrix positive definite.
                let penalty = if i < n { penalty } else { 0.0 };
                gradient[i] -= penalty * weights[i];
                hessian[i][i] += penalty + 1e-9;
            }
            let step = solve(hessian, gradient);
            for (weight, step) in weights.iter_mut().zip(&step) {
                *weight += step;
            }
            if step.iter().all(|step| step.abs() < 1e-8) {
                break;
            }
        }
        for (term, weight) in terms.iter_mut().zip(&weights) {
            term.weight = *weight;
        }
        Model { intercept: weights[n], terms }
    }
}

/// The probability of log-odds.
pub fn logistic(odds: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-odds))
}

/// Solves a symmetric positive definite system, given by its lower triangle, by Cholesky's method.
fn solve(mut matrix: Vec<Vec<f64>>, mut right: Vec<f64>) -> Vec<f64> {
    let n = right.len();
    for i in 0..n {
        for j in 0..=i {
            let product: f64 = matrix[i].iter().zip(&matrix[j]).take(j).map(|(x, y)| x * y).sum();
            let sum = matrix[i][j] - product;
            matrix[i][j] = if i == j { sum.max(1e-12).sqrt() } else { sum / matrix[j][j] };
        }
    }
    for i in 0..n {
        for k in 0..i {
            right[i] -= matrix[i][k] * right[k];
        }
        right[i] /= matrix[i][i];
    }
    for i in (0..n).rev() {
        for k in i + 1..n {
            right[i] -= matrix[k][i] * right[k];
        }
        right[i] /= matrix[i][i];
    }
    right
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_model_is_found_again() {
        // Rows on a grid, each counted as often as the true model makes it positive and negative.
        let truth = |x: f32, y: f32| 1.0 / (1.0 + (-(0.5 + 2.0 * f64::from(x) - f64::from(y))).exp());
        let mut rows = Vec::new();
        for i in 0..20 {
            for j in 0..20 {
                let (x, y) = (i as f32 / 10.0 - 1.0, j as f32 / 5.0);
                rows.push((vec![x, y], true, truth(x, y)));
                rows.push((vec![x, y], false, 1.0 - truth(x, y)));
            }
        }
        let model = Model::fit(&["x", "y"], &rows, 0.0);
        for (x, y) in [(0.3, 1.0), (-0.9, 3.0), (1.0, 0.0)] {
            let found = f64::from(model.probability([x, y].into_iter()));
            assert!((found - truth(x, y)).abs() < 1e-4, "{found} {}", truth(x, y));
        }
        let again = Model::parse(&model.to_table()).unwrap();
        assert!(
            (again.probability([0.3, 1.0].into_iter()) - model.probability([0.3, 1.0].into_iter())).abs()
                < 1e-4
        );
    }

    #[test]
    fn a_broken_table_is_refused() {
        assert!(Model::parse("jaccard\t0.1\t0.2").unwrap_err().contains("line 1"));
        assert!(Model::parse("# note\njaccard\t0.1\t0\t2").unwrap_err().contains("line 2"));
    }
}
