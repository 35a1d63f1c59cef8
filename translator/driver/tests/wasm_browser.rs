//! The page that `--wasm-host=browser` writes, in headless Chromium (where there is one).

mod common;
use common::*;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What the page waits for at most, in ms of its own clock.
const PATIENCE: &str = "--virtual-time-budget=20000";

fn chromium() -> Option<&'static str> {
    let answers = |exe: &&str| {
        let asked = Command::new(exe).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
        asked.is_ok_and(|s| s.success())
    };
    let found = ["chromium", "chromium-browser", "google-chrome"].into_iter().find(answers);
    if found.is_none() {
        eprintln!("skipped: Chromium is not installed (the package chromium)");
    }
    found
}

/// Serves the files of a folder for as long as the test runs; the port.
fn serve(dir: PathBuf) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let dir = dir.clone();
            std::thread::spawn(move || answer(stream, &dir));
        }
    });
    port
}

fn answer(mut stream: TcpStream, dir: &Path) -> Option<()> {
    let mut lines = BufReader::new(stream.try_clone().ok()?).lines().map_while(Result::ok);
    let request = lines.next()?;
    lines.find(|l| l.is_empty())?;
    let path = request.split([' ', '?']).nth(1)?.trim_start_matches('/').to_string();
    let kind = match path.rsplit('.').next()? {
        "html" => "text/html",
        "js" => "text/javascript",
        _ => "application/wasm",
    };
    let (status, body) = match std::fs::read(dir.join(path)) {
        Ok(body) => ("200 OK", body),
        Err(_) => ("404 Not Found", vec![]),
    };
    let length = body.len();
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
    )
    .ok()?;
    stream.write_all(&body).ok()
}

/// What an element of the page has in the end.
fn element(page: &str, id: &str) -> String {
    let start = page.find(&format!("id=\"{id}\">")).unwrap_or_else(|| panic!("no {id}: {page}")) + id.len() + 6;
    page[start..].split("</").next().unwrap_or_default().to_string()
}

/// The page when the program has ended. The browser's own clock may run out while it compiles the module: then once more.
fn shown(browser: &str, address: &str) -> String {
    for _ in 0..10 {
        let page = dump(browser, address);
        if element(&page, "status").starts_with("exit status") {
            return page;
        }
    }
    panic!("the program does not end: {}", dump(browser, address));
}

fn dump(browser: &str, address: &str) -> String {
    let data = folder("wasm_browser_data");
    let done = Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"])
        .args([
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            PATIENCE,
            "--dump-dom",
        ])
        .arg(format!("--user-data-dir={}", data.display()))
        .arg(address)
        .stdin(Stdio::null())
        .output()
        .expect("the browser runs");
    text(&done.stdout)
}

#[test]
fn the_page_runs_the_program() {
    let Some(browser) = chromium() else { return };
    let dir = folder("wasm_browser");
    let out = dir.join("bf.wasm").to_string_lossy().into_owned();
    let built = translate(&["targets/bf", "--backend=wasm", "--wasm-host=browser", "--quiet", "-o", &out]);
    assert!(built.status.success(), "{}", text(&built.stderr));
    let port = serve(dir);
    let program = std::fs::read_to_string(root().join("targets/bf/programs/hello.bf")).expect("hello.bf");
    let encoded: String = program.bytes().map(|b| format!("%{b:02X}")).collect();
    let page = shown(browser, &format!("http://127.0.0.1:{port}/bf.html?stdin={encoded}"));
    assert_eq!(element(&page, "output"), "Hello, World!\n");
    assert_eq!(element(&page, "status"), "exit status 0");
    // There are no files in a page.
    let page = shown(browser, &format!("http://127.0.0.1:{port}/bf.html?args=hello.bf"));
    assert_eq!(element(&page, "output"), "bf: cannot read hello.bf\n");
    assert_eq!(element(&page, "status"), "exit status 1");
}
