import { writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { look } from './api';
import { pauseAfter } from './pause';
import type { Reading } from './reading';
import { duration, endText, openText, startText, stateLine } from './report';
import { readSettings, type Settings, terminationLog } from './settings';
import { judge, NOTHING_SEEN, type Standing } from './verdict';

const OPEN = 0;
/** EX_TEMPFAIL: the deadline has passed. Not 1, with which Node itself ends when it cannot run a program. */
const SHUT = 75;
/** EX_USAGE: the environment is wrong, running again does not help. */
const BAD_SETTINGS = 64;
/** EX_SOFTWARE: a fault of this program. */
const OWN_FAULT = 70;

/** Says why, to the log and to Kubernetes, and ends. Kubernetes keeps 4096 bytes, so one byte a character. */
function end(code: number, text: string): never {
  const plain = text.replace(/[^\n -~]/g, '?');
  console.log(plain);
  try {
    writeFileSync(terminationLog(process.env), plain.slice(0, 4096));
  } catch (error) {
    console.log('The termination message cannot be written: ' + String(error));
  }
  process.exit(code);
}

async function run(settings: Settings): Promise<never> {
  const begin = performance.now();
  const elapsed = (): number => performance.now() - begin;
  let readings: readonly Reading[] = [];

  // These end the program at once, in the middle of a request or a pause.
  const leave = (code: number, why: string): never => end(code, endText(settings, readings, elapsed(), why));
  process.on('SIGTERM', () => leave(143, 'Gate shut: ended by SIGTERM'));
  process.on('SIGINT', () => leave(130, 'Gate shut: ended by SIGINT'));
  const atDeadline = (): never =>
    settings.onTimeout === 'proceed'
      ? leave(
          OPEN,
          'GATE OPEN WITHOUT ALL IMAGES, users may have to wait for pulls: deadline, onTimeout proceed,',
        )
      : leave(SHUT, 'Gate shut: deadline');
  if (settings.deadlineMs !== undefined) setTimeout(atDeadline, settings.deadlineMs);

  console.log(startText(settings));
  let standings: readonly Standing[] = settings.pullers.map(() => NOTHING_SEEN);
  let said = '';
  let failures = 0;
  for (;;) {
    readings = await Promise.all(settings.pullers.map((puller) => look(puller, settings)));
    const now = elapsed();
    standings = readings.map((reading, index) =>
      judge(standings[index] ?? NOTHING_SEEN, reading, now, settings),
    );

    const line = stateLine(settings, readings, false);
    if (line !== said) console.log(stateLine(settings, readings, true) + ', ' + duration(now));
    said = line;
    if (standings.every((standing) => standing.open)) end(OPEN, openText(settings, readings, now));

    const asked = readings.map((reading) => (reading.kind === 'fault' ? reading.retryAfterMs : 0));
    failures = readings.some((reading) => reading.kind === 'fault') ? failures + 1 : 0;
    await pause(pauseAfter(failures, Math.max(...asked), settings.pollMs));
  }
}

function start(): void {
  // A reader of the log that goes away must not end the gate.
  process.stdout.on('error', () => undefined);
  process.on('uncaughtException', (error) =>
    end(OWN_FAULT, 'Gate shut by a fault of its own: ' + String(error.stack)),
  );
  const settings = readSettings(process.env);
  if ('namespace' in settings) void run(settings);
  else end(BAD_SETTINGS, 'Gate shut: its settings are wrong.\n' + settings.join('\n'));
}

start();
