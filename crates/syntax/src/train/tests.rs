use super::*;
use crate::network::math::axpy;

fn tiny() -> (Model, Vec<conllu::Sentence>, Options) {
    let text = "1\tBoth\tboth\tDET\tDT\t_\t2\tdet\t_\t_\n2\tsides\tside\tNOUN\tNNS\t_\t3\tnsubj\t_\t_\n\
        3\tmet\tmeet\tVERB\tVBD\t_\t0\troot\t_\t_\n4\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_\n\n\
        1\tTalks\ttalk\tNOUN\tNNS\t_\t2\tnsubj\t_\t_\n2\tfailed\tfail\tVERB\tVBD\t_\t0\troot\t_\t_\n\n";
    let data = conllu::read(text).unwrap();
    let sizes = Sizes {
        words: 3,
        buckets: Buckets { ngrams: 11, affixes: 7, shapes: 5 },
        word: 3,
        ngram: 4,
        affix: 3,
        sense: 2,
        shape: 2,
        hidden: 4,
        layers: 2,
        tag: 5,
        arc: 4,
        label: 3,
    };
    let options = Options { sizes, ..Options::default() };
    let layout = Layout::new(options.sizes);
    let mut random = Random(3);
    let mut weights = initial(&layout, &mut random);
    // No weight at zero, so that every part has a gradient.
    weights.iter_mut().for_each(|w| *w += (random.unit() - 0.5) * 0.3);
    let vocabulary = Vocabulary::new(vec!["met".into(), "talks".into()], Dictionary::default());
    (Model { layout, weights, vocabulary, morphology: Default::default() }, data, options)
}

/// The loss under fixed masks, and the gradient that the backward pass finds.
fn loss_and_gradient(model: &Model, data: &[conllu::Sentence], worker: &mut Worker) -> (f32, Vec<f32>) {
    let layout = &model.layout;
    worker.batch.lay_out(data.iter().map(|s| s.words.len()));
    worker.gold.clear();
    for (s, &start) in data.iter().zip(&worker.batch.starts) {
        for (i, word) in s.words.iter().enumerate() {
            let out = &mut worker.batch.words[start + i];
            worker.extractor.extract(&word.form, i == 0, &model.vocabulary, layout.sizes.buckets, out);
            worker.gold.push(word);
        }
    }
    forward(layout, Weights::plain(&model.weights), &worker.batch, Some(&worker.dropout), &mut worker.activations);
    let mut gradient = vec![0.0; layout.len];
    let loss = backward(
        layout,
        &model.weights,
        &worker.batch,
        &worker.dropout,
        &mut worker.activations,
        &worker.gold,
        1.0,
        &mut worker.scratch,
        &mut gradient,
    );
    (loss, gradient)
}

#[test]
fn the_gradient_is_that_of_the_loss() {
    let (mut model, data, options) = tiny();
    let mut worker = Worker::new(5);
    worker.batch.lay_out(data.iter().map(|s| s.words.len()));
    worker.draw_masks(&model.layout, &options);
    let (_, gradient) = loss_and_gradient(&model, &data, &mut worker);
    // Along random directions, because single differences drown in single precision.
    let mut random = Random(11);
    for _ in 0..20 {
        let direction: Vec<f32> = (0..model.layout.len).map(|_| random.unit() - 0.5).collect();
        let expected: f32 = direction.iter().zip(&gradient).map(|(d, g)| d * g).sum();
        let step = 2e-3;
        axpy(step, &direction, &mut model.weights);
        let (above, _) = loss_and_gradient(&model, &data, &mut worker);
        axpy(-2.0 * step, &direction, &mut model.weights);
        let (below, _) = loss_and_gradient(&model, &data, &mut worker);
        axpy(step, &direction, &mut model.weights);
        let measured = (above - below) / (2.0 * step);
        assert!((measured - expected).abs() < 0.02 * expected.abs().max(1.0), "{measured} is not {expected}");
    }
}

#[test]
fn a_small_treebank_is_learned_by_heart_and_its_model_reads_back() {
    let (_, data, mut options) = tiny();
    options.sizes.hidden = 12;
    options.epochs = 150;
    options.dropout = 0.0;
    options.recurrent_dropout = 0.0;
    options.words_per_step = 3;
    options.rate = 2e-2;
    options.average = 0.5;
    let mut kept = Vec::new();
    train(&data, &[("itself".into(), data.clone())], &options, |m| kept = m.to_bytes());
    let model = Model::from_bytes(&kept).unwrap();
    let accuracy = evaluate(&model, &data);
    assert!(accuracy.las > 0.99 && accuracy.upos > 0.99 && accuracy.lemma > 0.99, "{accuracy:?}");
    assert!(Model::from_bytes(&kept[..kept.len() - 1]).is_err());
    assert!(Model::from_bytes(b"something else").is_err());
}
