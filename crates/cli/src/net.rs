//! What the commands that fetch have in common.

/// Options of commands whose inputs may be addresses.
#[derive(clap::Args, Clone, Copy, Debug, Default)]
pub struct Net {
    /// Fetch from loopback and private addresses too, and without pauses: for a server of your own
    #[arg(long)]
    pub allow_private: bool,
}

#[cfg(feature = "net")]
impl Net {
    /// As the intake takes them.
    pub fn settings(self) -> demarche_intake::net::Settings {
        let allow_private = self.allow_private;
        demarche_intake::net::Settings { allow_private, without_pause: allow_private, ..Default::default() }
    }
}
