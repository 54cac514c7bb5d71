/** SIGINT and SIGTERM as something to await. From the call on they end the process no more; a third one does. */
export function untilSignal(): { given: Promise<void>; signal: AbortSignal } {
  const controller = new AbortController();
  const given = new Promise<void>((resolve) => {
    let count = 0;
    const onSignal = () => {
      count += 1;
      if (count > 2) process.exit(130);
      controller.abort();
      resolve();
    };
    process.on('SIGINT', onSignal);
    process.on('SIGTERM', onSignal);
  });
  return { given, signal: controller.signal };
}
