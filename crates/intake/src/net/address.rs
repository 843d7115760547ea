//! Which addresses may be asked: those of the public internet, looked at after names are resolved, so that no name can
//! lead into the machine or the house.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// Whether an address is one of the public internet, by the registries of special addresses (RFC 6890 and its updates).
#[must_use]
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => is_public_v6(v6),
    }
}

fn is_public_v4(a: Ipv4Addr) -> bool {
    let [x, y, z, _] = a.octets();
    let shared = x == 100 && (64..128).contains(&y);
    let protocols = x == 192 && y == 0 && z == 0;
    let benchmarks = x == 198 && (y == 18 || y == 19);
    !(a.is_private()
        || a.is_loopback()
        || a.is_link_local()
        || a.is_documentation()
        || a.is_multicast()
        || x == 0
        || x >= 240
        || shared
        || protocols
        || benchmarks)
}

fn is_public_v6(a: Ipv6Addr) -> bool {
    let s = a.segments();
    // An old address in new clothes is what it was: mapped, compatible, translated (64:ff9b::/96), 6to4.
    let within = |high: u16, low: u16| {
        let [a, b] = high.to_be_bytes();
        let [c, d] = low.to_be_bytes();
        is_public_v4(Ipv4Addr::new(a, b, c, d))
    };
    if s[..5] == [0; 5] && (s[5] == 0xffff || s[5] == 0) {
        return s[5] == 0xffff && within(s[6], s[7]);
    }
    match s[0] {
        0x64 if s[1] == 0xff9b => s[2..6] == [0; 4] && within(s[6], s[7]),
        0x2002 => within(s[1], s[2]),
        // Documentation, Teredo and other protocols' own.
        0x2001 if s[1] == 0xdb8 || s[1] < 0x200 => false,
        // Global unicast is 2000::/3; unique local, link-local and multicast lie outside.
        first => (0x2000..0x4000).contains(&first) && first != 0x3fff,
    }
}

/// Resolves names as usual, and keeps the addresses that may be asked.
#[derive(Debug, Default)]
pub struct PublicOnly {
    inner: DefaultResolver,
    any: bool,
}

impl PublicOnly {
    /// Public addresses only, or any.
    pub fn new(any: bool) -> Self {
        Self { any, ..Self::default() }
    }
}

impl Resolver for PublicOnly {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        let mut kept = self.empty();
        found.iter().filter(|a| self.any || is_public(a.ip())).for_each(|a| kept.push(*a));
        if kept.is_empty() {
            let what = "the name leads to no public address; --allow-private asks it all the same";
            return Err(ureq::Error::Other(what.into()));
        }
        Ok(kept)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_the_machine_and_the_house_are_refused() {
        let refused = "127.0.0.1 127.8.8.8 10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 \
            0.1.2.3 192.0.0.8 192.0.2.1 198.18.0.1 198.51.100.7 203.0.113.9 224.0.0.1 240.0.0.1 255.255.255.255 :: ::1 \
            fe80::1 fc00::1 fd12:3456::1 ff02::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::127.0.0.1 64:ff9b::10.0.0.1 \
            2002:7f00:1:: 2001:db8::1 2001::1 3fff::1 100::1 fec0::1";
        for address in refused.split_whitespace() {
            assert!(!is_public(address.parse().unwrap()), "{address} may be asked");
        }
        let asked = "1.1.1.1 8.8.8.8 172.32.0.1 100.128.0.1 192.0.1.1 2606:4700::1111 2a00:1450::1 ::ffff:8.8.8.8 64:ff9b::8.8.8.8";
        for address in asked.split_whitespace() {
            assert!(is_public(address.parse().unwrap()), "{address} may not be asked");
        }
    }
}
