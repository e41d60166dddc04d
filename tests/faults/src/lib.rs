//! What goes wrong under the data folder, as tests: the test target of this package holds all of it. `docs/reliability.md` says what
//! is promised and how it came out.
