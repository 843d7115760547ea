//! Work spread over threads, its results in order. The reader may run ahead of the writer by a bounded number of
//! items, so memory does not grow with the input, and one long item holds nobody up until that bound.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use crate::failure::{Failure, Result};

/// Items that may be on their way for each thread.
const AHEAD: u64 = 64;

/// How far the reader may go.
struct Window {
    state: Mutex<(u64, bool)>,
    moved: Condvar,
}

impl Window {
    fn lock(&self) -> MutexGuard<'_, (u64, bool)> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until an item may come; false when no more are wanted.
    fn admit(&self, number: u64, ahead: u64) -> bool {
        let mut state = self.lock();
        while !state.1 && number >= state.0 + ahead {
            state = self.moved.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        !state.1
    }

    fn advance(&self, done: u64, stop: bool) {
        *self.lock() = (done, stop);
        self.moved.notify_all();
    }
}

/// Runs every item through one of `threads` workers and hands the results to `take` in the order of the items.
///
/// # Errors
/// The first failure of `take`, after which nothing more is read.
pub fn ordered<T, O, W>(
    items: impl Iterator<Item = T> + Send,
    threads: usize,
    worker: impl Fn() -> W + Sync,
    mut take: impl FnMut(O) -> Result,
) -> Result
where
    T: Send,
    O: Send,
    W: FnMut(T) -> O,
{
    let threads = threads.max(1);
    let ahead = AHEAD * threads as u64;
    let window = Window { state: Mutex::new((0, false)), moved: Condvar::new() };
    let (send, receive) = sync_channel::<(u64, T)>(2 * threads);
    let receive = Mutex::new(receive);
    let (done, results) = sync_channel::<(u64, Option<O>)>(2 * threads);
    std::thread::scope(|scope| {
        let (window, receive, worker) = (&window, &receive, &worker);
        scope.spawn(move || {
            for (number, item) in (0..).zip(items) {
                if !window.admit(number, ahead) || send.send((number, item)).is_err() {
                    return;
                }
            }
        });
        for _ in 0..threads {
            let done = done.clone();
            scope.spawn(move || work(receive, worker(), &done));
        }
        drop(done);
        let outcome = collect(&results, window, &mut take);
        // Nobody may wait for room that is not coming.
        window.advance(u64::MAX - ahead, true);
        for _ in results {}
        outcome
    })
}

fn work<T, O>(receive: &Mutex<Receiver<(u64, T)>>, mut work: impl FnMut(T) -> O, done: &SyncSender<(u64, Option<O>)>) {
    loop {
        let next = receive.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((number, item)) = next else { return };
        // A result that never came would leave everyone waiting for it.
        let result = catch_unwind(AssertUnwindSafe(|| work(item))).ok();
        if done.send((number, result)).is_err() {
            return;
        }
    }
}

fn collect<O>(results: &Receiver<(u64, Option<O>)>, window: &Window, take: &mut impl FnMut(O) -> Result) -> Result {
    let mut waiting: BTreeMap<u64, Option<O>> = BTreeMap::new();
    let mut next = 0;
    while let Ok((number, result)) = results.recv() {
        waiting.insert(number, result);
        while let Some(result) = waiting.remove(&next) {
            let broken = "a worker stopped in the midst; this is a fault of ours: please report it";
            take(result.ok_or_else(|| Failure::Input(broken.to_owned()))?)?;
            next += 1;
            window.advance(next, false);
        }
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop where it is wrong")]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_whatever_takes_long() {
        let mut seen = Vec::new();
        let slow = |n: u64| {
            if n.is_multiple_of(97) {
                std::thread::sleep(std::time::Duration::from_millis(3));
            }
            n * 2
        };
        ordered(
            0..2000u64,
            4,
            || slow,
            |n| {
                seen.push(n);
                Ok(())
            },
        )
        .unwrap();
        assert_eq!(seen, (0..2000).map(|n| n * 2).collect::<Vec<u64>>());
    }

    #[test]
    fn a_failing_writer_ends_an_endless_reader() {
        let mut left = 10;
        let outcome = ordered(
            0u64..,
            3,
            || |n| n,
            |_| {
                left -= 1;
                if left == 0 { Err(Failure::Input("full".to_owned())) } else { Ok(()) }
            },
        );
        assert!(outcome.is_err_and(|e| e.to_string() == "full"));
    }

    #[test]
    fn a_worker_that_breaks_is_a_failure_and_no_endless_wait() {
        let mut seen = 0;
        let worker = || |n: u64| if n == 40 { panic!("meant to") } else { n };
        let outcome = ordered(0u64.., 3, worker, |_| {
            seen += 1;
            Ok(())
        });
        assert!(outcome.is_err_and(|e| e.to_string().contains("worker")));
        assert_eq!(seen, 40);
    }
}
