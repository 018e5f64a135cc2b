//! The Leptos application of Vārti: layout, components, pages, islands and texts.
