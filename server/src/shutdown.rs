//! Ends the program without cutting anybody off.

use std::time::Duration;

use tokio::signal;

/// How long requests under way may take after the program was told to end.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// Waits until somebody asks the program to end: Ctrl-C, or the terminate signal of a service manager.
pub async fn requested() {
    let interrupt = async {
        if let Err(error) = signal::ctrl_c().await {
            tracing::warn!(%error, "Ctrl-C cannot be heard");
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match signal::unix::signal(signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(error) => {
                tracing::warn!(%error, "the terminate signal cannot be heard");
                std::future::pending::<()>().await;
            }
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
    tracing::info!("ending");
}
