//! Stories through the desk, golden files and the doors test live in this package's test targets.
