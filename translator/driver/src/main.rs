//! The `translate` command.
//!
//! The only crate that knows all phases: it strings them together, shows progress, and renders what they report.

mod annotated;
mod build;
mod c;
mod cli;
mod compare;
mod inspect;
mod jitlog;
mod measure;
mod output;
mod pipeline;
mod platform;
mod progress;
mod report;
mod run;
mod test;
mod test_functions;
mod traces;
mod wasm;

use clap::Parser;
use cli::{Cli, Command, When};
use pipeline::Failure;
use std::process::ExitCode;

/// Graphs are many small vectors: the system's allocator takes a fifth of the time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    match (cli.command, cli.build) {
        (Some(Command::Run(args)), _) => {
            let color = args.how.color;
            status(run::run(&args), color)
        }
        (Some(Command::Compare(args)), _) => {
            let color = args.color;
            status(compare::compare(&args).map(|same| if same { 0 } else { 1 }).map_err(Failure::Message), color)
        }
        (Some(Command::Inspect(args)), _) => {
            let shown = inspect::inspect(&args.file).map(|text| {
                print!("{text}");
                0
            });
            status(shown.map_err(Failure::Message), args.color)
        }
        (Some(Command::Test(args)), _) => {
            let color = args.color;
            status(test::test(&args).map(|ok| if ok { 0 } else { 1 }), color)
        }
        (Some(Command::OptTrace(args)), _) => {
            let color = args.color;
            status(traces::optimise(&args.file, args.only.as_deref()).map(|()| 0).map_err(Failure::Message), color)
        }
        (None, args) => {
            cli::check(&args);
            let color = args.how.color;
            status(build::build(&args).map(|()| 0), color)
        }
    }
}

fn status(result: Result<i32, Failure>, color: When) -> ExitCode {
    match result {
        Ok(code) => ExitCode::from(code as u8),
        Err(Failure::Rejected(diags, sources)) => {
            report::print(&diags, &sources, color);
            ExitCode::FAILURE
        }
        Err(Failure::Message(message)) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}
