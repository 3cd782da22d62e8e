//! Executions and failures as text for a terminal: one row a step, one column a thread.
