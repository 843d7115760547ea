//! The trained model and its file: a magic line with a version, the sizes, the vocabulary, the
//! morphology's tables, and all weights as half-precision numbers.

use half::f16;
use half::slice::HalfFloatSliceExt;

use crate::morphology::Morphology;
use crate::network::dictionary::Dictionary;
use crate::network::features::Vocabulary;
use crate::network::layout::{Layout, Sizes};

/// First bytes of a model file; the last is the version of its form.
const MAGIC: &[u8; 16] = b"demarche syntax\x02";

/// Everything that training learned.
#[derive(Clone, Debug)]
pub struct Model {
    /// Where each weight lies.
    pub layout: Layout,
    /// The weights.
    pub weights: Vec<f32>,
    /// Known forms.
    pub vocabulary: Vocabulary,
    /// Lemmas and features.
    pub morphology: Morphology,
}

/// Why a model file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// Not one of our files, or of another version.
    #[error("this is no syntax model of the version that this program reads; train it again with demarche-train")]
    NotAModel,
    /// The file ends early or contradicts itself.
    #[error("the model file is damaged ({0}); copy or train it again")]
    Damaged(String),
}

impl Model {
    /// The bytes of the model file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        for size in self.layout.sizes.to_array() {
            out.extend_from_slice(&(size as u32).to_le_bytes());
        }
        let dictionary = self.vocabulary.dictionary().lines().to_owned();
        for text in [self.vocabulary.forms().join("\n"), dictionary, self.morphology.lines()] {
            out.extend_from_slice(&(text.len() as u32).to_le_bytes());
            out.extend_from_slice(text.as_bytes());
        }
        for &w in &self.weights {
            out.extend_from_slice(&f16::from_f32(w).to_le_bytes());
        }
        out
    }

    /// Reads a model file.
    ///
    /// # Errors
    /// When the bytes are not a whole model of this version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        let mut rest = bytes.strip_prefix(MAGIC).ok_or(ModelError::NotAModel)?;
        let damaged = |what: &str| ModelError::Damaged(what.to_owned());
        let mut sizes = [0usize; 14];
        for size in &mut sizes {
            *size = number(&mut rest).ok_or_else(|| damaged("it ends in the sizes"))?;
        }
        if sizes.iter().any(|&s| s == 0 || s > 1 << 22) {
            return Err(damaged("a size is out of range"));
        }
        let mut text = |what: &str| {
            let len = number(&mut rest).filter(|&n| n <= rest.len()).ok_or_else(|| damaged(what))?;
            let (head, tail) = rest.split_at(len);
            rest = tail;
            std::str::from_utf8(head).map_err(|_| damaged(what))
        };
        let vocabulary = text("vocabulary")?;
        let dictionary = Dictionary::parse(text("dictionary")?).map_err(ModelError::Damaged)?;
        let vocabulary = Vocabulary::new(vocabulary.lines().map(str::to_owned).collect(), dictionary);
        let morphology = Morphology::parse(text("morphology")?).map_err(ModelError::Damaged)?;
        let sizes = Sizes::from_array(sizes);
        if sizes.words != vocabulary.rows() {
            return Err(damaged("vocabulary and table differ in size"));
        }
        let layout = Layout::new(sizes);
        if rest.len() != layout.len * 2 {
            return Err(damaged("the weights are not all there"));
        }
        // All at once: the processor's way of widening is looked up once, not three million times.
        let narrow: Vec<f16> = rest.chunks_exact(2).map(|b| f16::from_le_bytes([b[0], b[1]])).collect();
        let mut weights = vec![0.0; narrow.len()];
        narrow.convert_to_f32_slice(&mut weights);
        Ok(Self { layout, weights, vocabulary, morphology })
    }
}

fn number(rest: &mut &[u8]) -> Option<usize> {
    let (head, tail) = rest.split_first_chunk::<4>()?;
    *rest = tail;
    Some(u32::from_le_bytes(*head) as usize)
}
