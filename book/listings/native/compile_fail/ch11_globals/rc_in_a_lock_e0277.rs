use std::rc::Rc;
use std::sync::Mutex;

static HOSTNAME: Mutex<Option<Rc<str>>> = Mutex::new(None);

fn main() {
    *HOSTNAME.lock().unwrap() = Some(Rc::from("mars"));
}
