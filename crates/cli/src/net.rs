//! What the commands that fetch have in common.

/// Options of commands whose inputs may be addresses.
#[derive(clap::Args, Clone, Debug, Default)]
pub struct Net {
    /// Fetch from loopback and private addresses too, and without pauses: for a server of your own
    #[arg(long)]
    pub allow_private: bool,
    /// Where to reach you, told to each host that is asked: an address, or mailto:you@example.org
    #[arg(long)]
    pub contact: Option<String>,
}

#[cfg(feature = "net")]
impl Net {
    /// As the intake takes them.
    pub fn settings(&self) -> demarche_intake::net::Settings {
        let (allow_private, contact) = (self.allow_private, self.contact.clone());
        demarche_intake::net::Settings { allow_private, without_pause: allow_private, contact, ..Default::default() }
    }
}
