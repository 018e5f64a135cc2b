//! The way through a long list, page by page.

use leptos::prelude::*;

use crate::texts::{current, td, td_string};

/// Links to the page before, the page after and those around; nothing for a single page.
#[component]
pub fn Pagination(
    /// The page shown, from 1.
    page: u64,
    /// How many there are.
    pages: u64,
    /// The address of a page.
    address: impl Fn(u64) -> String,
) -> impl IntoView {
    if pages < 2 {
        return ().into_any();
    }
    let locale = current();
    let before = (page > 1).then(|| {
        view! { <a class="pagination__link" rel="prev" href=address(page - 1)>{td!(locale, components.page_before)}</a> }
    });
    let after = (page < pages).then(|| {
        view! { <a class="pagination__link" rel="next" href=address(page + 1)>{td!(locale, components.page_after)}</a> }
    });
    let numbers = shown(page, pages).into_iter().map(|number| match number {
        None => view! { <li class="pagination__gap" aria-hidden="true">"…"</li> }.into_any(),
        Some(number) => {
            let name = td_string!(locale, components.page_number, number = number);
            let here = (number == page).then_some("page");
            view! { <li><a class="pagination__link" href=address(number) aria-label=name aria-current=here>{number}</a></li> }
                .into_any()
        }
    });
    view! {
        <nav class="pagination" aria-label=td_string!(locale, components.pages)>
            {before}
            <ul class="pagination__numbers">{numbers.collect_view()}</ul>
            {after}
        </nav>
    }
    .into_any()
}

/// The page numbers in sight: first, last, this and its neighbours; a gap where some are left out.
fn shown(page: u64, pages: u64) -> Vec<Option<u64>> {
    let mut numbers = Vec::new();
    let mut last = 0;
    for number in (1..=pages).filter(|number| *number == 1 || *number == pages || number.abs_diff(page) <= 1) {
        match number - last {
            1 => {}
            2 => numbers.push(Some(number - 1)),
            _ => numbers.push(None),
        }
        numbers.push(Some(number));
        last = number;
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_stands_for_two_pages_or_more() {
        let text = |page, pages| -> String {
            shown(page, pages)
                .into_iter()
                .map(|number| number.map_or("…".to_owned(), |number| number.to_string()))
                .collect()
        };
        assert_eq!(text(1, 2), "12");
        assert_eq!(text(1, 9), "12…9");
        assert_eq!(text(4, 9), "12345…9");
        assert_eq!(text(5, 9), "1…456…9");
        assert_eq!(text(9, 9), "1…89");
    }
}
