//! Parameters that the program sets while it runs (`rpython.rlib.jit.set_param`).

use crate::params::Params;
use crate::runtime::current;
use crate::warm::Warm;
use rpy_trace::parameters::PARAMETERS;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What the program has set.
#[derive(Clone, Copy)]
pub struct Setting {
    /// None for all.
    driver: Option<usize>,
    parameter: &'static str,
    /// None for the default.
    value: Option<i64>,
}

impl Setting {
    pub fn apply(self, warm: &mut Warm) {
        let value = self.value.unwrap_or_else(|| Params::default().value(self.parameter));
        warm.set_param(self.driver, self.parameter, value);
    }
}

/// What was set before there was a runtime: the first portal that asks makes it.
static EARLY: Mutex<Vec<Setting>> = Mutex::new(vec![]);

fn settings() -> MutexGuard<'static, Vec<Setting>> {
    EARLY.lock().unwrap_or_else(PoisonError::into_inner)
}

/// For a runtime that begins.
pub fn early() -> Vec<Setting> {
    std::mem::take(&mut *settings())
}

fn set(driver: i64, parameter: i64, value: Option<i64>) {
    let Some(&parameter) = PARAMETERS.get(parameter as usize) else { return };
    let setting = Setting { driver: usize::try_from(driver).ok(), parameter, value };
    match current() {
        Some(rt) => setting.apply(&mut rt.warm.borrow_mut()),
        None => settings().push(setting),
    }
}

/// The driver is -1 for all, the parameter an index. What `enable_opts` enables has bits.
#[unsafe(no_mangle)]
pub extern "C" fn rpy_jit_set_param(driver: i64, parameter: i64, value: i64) {
    set(driver, parameter, Some(value));
}

#[unsafe(no_mangle)]
pub extern "C" fn rpy_jit_reset_param(driver: i64, parameter: i64) {
    set(driver, parameter, None);
}
