//! The machine that this runs on: its name for records, and which models are a machine's own.

use interleave_axioms::Model;
use serde::{Deserialize, Serialize};
use sysinfo::{CpuRefreshKind, RefreshKind, System};

/// A machine, as records name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Machine {
    /// The processor, as it calls itself.
    pub cpu: String,
    /// The architecture, as Rust calls it: `x86_64`, `aarch64`.
    pub arch: String,
    /// The operating system: `linux`, `macos`, `windows`.
    pub os: String,
}

impl Machine {
    /// This one.
    pub fn this() -> Machine {
        let kinds = RefreshKind::nothing().with_cpu(CpuRefreshKind::nothing());
        let system = System::new_with_specifics(kinds);
        let brand = (system.ok())
            .and_then(|system| Some(system.cpus().first()?.brand().trim().to_owned()))
            .filter(|brand| !brand.is_empty());
        Machine {
            cpu: brand.unwrap_or_else(|| "an unknown processor".to_owned()),
            arch: std::env::consts::ARCH.to_owned(),
            os: std::env::consts::OS.to_owned(),
        }
    }

    /// The architecture as people call it.
    pub fn family(&self) -> &str {
        match self.arch.as_str() {
            "x86_64" => "x86-64",
            "aarch64" => "ARM",
            other => other,
        }
    }
}

/// The models of an architecture: what such a machine does is allowed by one of them. (An ARM machine may or may not have single
/// instructions for read-modify-writes, and `ldapr`.) None for architectures that there is no model of here.
pub(crate) fn models_of(arch: &str) -> &'static [Model] {
    match arch {
        "x86_64" => &[Model::X86Tso],
        "aarch64" => &[Model::Armv8, Model::Armv8Rcpc, Model::Armv8Exclusives],
        _ => &[],
    }
}
