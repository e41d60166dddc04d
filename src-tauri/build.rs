//! Declares every command, so that each needs a permission of its own; without this list Tauri lets the window call them all.

#[path = "src/names.rs"]
mod names;

fn main() {
    let manifest = tauri_build::AppManifest::new().commands(names::COMMANDS);
    let attributes = tauri_build::Attributes::new().app_manifest(manifest);
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo::error={error:#}");
        std::process::exit(1);
    }
}
