//! Cells put into lines: a table while each thread's column is wide enough to read, else a list.
use super::cells::{Cells, Entry};
use super::style::{Painter, Style};
use super::wrap;

/// A column narrower than this shows too little of a source line.
const NARROWEST_COLUMN: usize = 16;

/// More columns than this are hard to follow, however wide the terminal.
const MOST_COLUMNS: usize = 4;

/// Between two columns, with a space on each side.
const RULE: &str = "│";

/// The lines of the table or list, painted.
pub(super) fn lay_out(cells: &Cells, width: usize, paint: Painter) -> Vec<String> {
    let last = cells.entries.last().map_or(0, |entry| entry.number);
    let numbers = last.to_string().len().max(2);
    let rules = 3 * cells.threads.len();
    let room = width.saturating_sub(numbers + rules);
    let narrowest_needed = NARROWEST_COLUMN * cells.threads.len();
    if cells.threads.len() > MOST_COLUMNS || room < narrowest_needed {
        list(cells, width, numbers, paint)
    } else {
        table(cells, &columns(cells, room), numbers, paint)
    }
}

/// How wide each thread's column is: as wide as it needs, and where that is too much for the room, the
/// narrow ones keep what they need and the others share the rest.
fn columns(cells: &Cells, room: usize) -> Vec<usize> {
    let mut needs: Vec<usize> = cells.threads.iter().map(|name| wrap::width(name)).collect();
    for entry in &cells.entries {
        let source = entry.source.iter().map(|source| wrap::width(source));
        let effects = entry.effects.iter().map(|(_, effect)| wrap::width(effect));
        let need = source.chain(effects).max().unwrap_or(0);
        needs[entry.thread] = needs[entry.thread].max(need);
    }
    let mut columns = vec![0; needs.len()];
    let mut room = room;
    let mut open: Vec<usize> = (0..needs.len()).collect();
    while !open.is_empty() {
        let share = room / open.len();
        let (modest, greedy): (Vec<_>, Vec<_>) =
            open.iter().partition(|&&column| needs[column] <= share);
        if modest.is_empty() {
            for &column in &greedy {
                columns[column] = share;
            }
            break;
        }
        for column in modest {
            columns[column] = needs[column];
            room -= needs[column];
        }
        open = greedy;
    }
    columns
}

fn table(cells: &Cells, columns: &[usize], numbers: usize, paint: Painter) -> Vec<String> {
    let rule = format!(" {} ", paint.paint(RULE, Style::Quiet));
    let mut lines = vec![];
    let mut heading = " ".repeat(numbers);
    let mut under = "─".repeat(numbers);
    for (name, &column) in cells.threads.iter().zip(columns) {
        heading.push_str(&rule);
        heading.push_str(&fill(
            &wrap::trim(name, column),
            column,
            Style::Strong,
            paint,
        ));
        under.push_str("─┼─");
        under.push_str(&"─".repeat(column));
    }
    lines.push(heading);
    lines.push(paint.paint(&under, Style::Quiet));
    for entry in &cells.entries {
        lines.extend(gap(entry, numbers, paint));
        for (i, (style, text)) in lines_of(entry, columns[entry.thread])
            .into_iter()
            .enumerate()
        {
            let mut line = number(entry, i, numbers, paint);
            for (thread, &column) in columns.iter().enumerate() {
                line.push_str(&rule);
                if thread == entry.thread {
                    line.push_str(&fill(&text, column, style, paint));
                } else {
                    line.push_str(&" ".repeat(column));
                }
            }
            lines.push(line);
        }
    }
    lines
}

fn list(cells: &Cells, width: usize, numbers: usize, paint: Painter) -> Vec<String> {
    let names = cells
        .threads
        .iter()
        .map(|name| wrap::width(name))
        .max()
        .unwrap_or(0)
        .min(NARROWEST_COLUMN);
    let column = width.saturating_sub(numbers + 2 + names + 2);
    let mut lines = vec![];
    let mut before = None;
    for entry in &cells.entries {
        lines.extend(gap(entry, numbers, paint));
        for (i, (style, text)) in lines_of(entry, column).into_iter().enumerate() {
            let mut line = number(entry, i, numbers, paint);
            line.push_str("  ");
            // A run of steps by one thread names it once.
            let name = if i == 0 && before != Some(entry.thread) {
                cells.threads[entry.thread].as_str()
            } else {
                ""
            };
            line.push_str(&fill(&wrap::trim(name, names), names, Style::Strong, paint));
            line.push_str("  ");
            line.push_str(&paint.paint(&text, style));
            lines.push(line);
        }
        before = Some(entry.thread);
    }
    lines
}

/// Says how many steps are left out before this one, if any are.
fn gap(entry: &Entry, numbers: usize, paint: Painter) -> Option<String> {
    let said = format!("{:>numbers$} ({} steps are left out)", "⋮", entry.left_out);
    (entry.left_out > 0).then(|| paint.paint(&said, Style::Quiet))
}

/// The step's number in its first line, blank in the others.
fn number(entry: &Entry, line: usize, numbers: usize, paint: Painter) -> String {
    let number = if line == 0 {
        entry.number.to_string()
    } else {
        String::new()
    };
    paint.paint(&format!("{number:>numbers$}"), Style::Quiet)
}

/// What came of a step is wrapped, but not over more lines than this: only a message is longer.
const MOST_LINES: usize = 3;

/// The source line, cut; beneath it what came of it, indented and wrapped.
fn lines_of(entry: &Entry, column: usize) -> Vec<(Style, String)> {
    let source = entry
        .source
        .iter()
        .map(|source| (Style::Plain, wrap::trim(source, column)));
    let effects = entry.effects.iter().flat_map(|(style, effect)| {
        let mut wrapped = wrap::wrap(effect, column.saturating_sub(2));
        if wrapped.len() > MOST_LINES {
            wrapped.truncate(MOST_LINES);
            wrapped[MOST_LINES - 1].push('…');
            wrapped[MOST_LINES - 1] =
                wrap::trim(&wrapped[MOST_LINES - 1], column.saturating_sub(2));
        }
        wrapped
            .into_iter()
            .map(|line| (*style, format!("  {line}")))
    });
    source.chain(effects).collect()
}

fn fill(text: &str, column: usize, style: Style, paint: Painter) -> String {
    let blank = column.saturating_sub(wrap::width(text));
    format!("{}{}", paint.paint(text, style), " ".repeat(blank))
}
