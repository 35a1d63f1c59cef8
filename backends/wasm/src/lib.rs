//! The wasm backend: a program after the gc phase becomes one wasm module. It knows the IR and the layout, and neither Python nor
//! phases.
