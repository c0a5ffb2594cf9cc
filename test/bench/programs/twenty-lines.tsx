import { openSync } from 'node:fs';
import { ReadStream, WriteStream } from 'node:tty';
import { Box, render, Text } from 'ink';

// What any Ink program takes to paint: twenty fixed lines, on streams of its own as the picker has them.
const input = new ReadStream(openSync('/dev/tty', 'r'));
const output = new WriteStream(openSync('/dev/tty', 'w'));
const lines = Array.from({ length: 20 }, (_, index) => `line ${index + 1} of twenty`);
const app = render(
  <Box flexDirection="column">
    {lines.map((line) => (
      <Text key={line}>{line}</Text>
    ))}
  </Box>,
  { stdout: output, stdin: input, interactive: true, patchConsole: false, alternateScreen: true, maxFps: 250 },
);
process.once('SIGTERM', () => {
  app.unmount();
  process.exit(0);
});
setInterval(() => undefined, 1000);
