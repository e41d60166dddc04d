//! The data folder from outside: what is kept, what is refused, what survives.

mod child;
mod drafts;
mod hall;
mod opening;
mod scene;
