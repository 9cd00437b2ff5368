import type { Counts, Reading } from './reading';
import type { Settings } from './settings';
import { done } from './verdict';

/** `40 s`, `3 min`, `2 h 5 min`. */
export function duration(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return String(Math.floor(ms / 1000)) + ' s';
  const hours = minutes < 60 ? '' : String(Math.floor(minutes / 60)) + ' h ';
  return hours + String(minutes % 60) + ' min';
}

/** One line about all pullers. Without details, the same state gives the same line: another line is a change. */
export function stateLine(settings: Settings, readings: readonly Reading[], withDetails: boolean): string {
  if (readings.length === 0) return 'no answer of the API server yet';
  const texts = readings.map((reading) => {
    if (reading.kind === 'counts') return countsText(reading);
    return reading.text + (withDetails && reading.detail ? ' (' + reading.detail + ')' : '');
  });
  const onlyFaults = readings.every((reading) => reading.kind === 'fault');
  // What is wrong with the API server is wrong for all pullers: once is enough.
  if (texts.length === 1 || (onlyFaults && new Set(texts).size === 1)) return String(texts[0]);
  return settings.pullers.map((puller, index) => puller + ': ' + String(texts[index])).join('; ');
}

function countsText(counts: Counts): string {
  if (counts.desired === 0) return 'no node to pull on';
  const parts = [String(done(counts)) + '/' + String(counts.desired) + ' nodes ready'];
  const old = counts.ready - done(counts);
  if (old > 0) parts.push(String(old) + ' more with an old pod');
  const without = counts.desired - (counts.current ?? counts.desired);
  if (without > 0) parts.push(String(without) + ' without a pod (the events of the DaemonSet say why)');
  return parts.join(', ');
}

export function startText(settings: Settings): string {
  const begin = 'Waiting for ' + percent(settings) + ' of the nodes of ' + settings.pullers.join(', ');
  if (settings.deadlineMs === undefined) return begin + ', without a deadline.';
  return begin + ', at most ' + duration(settings.deadlineMs) + ', then ' + settings.onTimeout + '.';
}

export function openText(settings: Settings, readings: readonly Reading[], elapsed: number): string {
  const text = 'Gate open after ' + duration(elapsed) + ': ' + stateLine(settings, readings, true) + '.';
  const noNode = readings.some((reading) => reading.kind === 'counts' && reading.desired === 0);
  if (!noNode) return text;
  const settle = duration(settings.settleMs);
  return text + ' No node for ' + settle + ' means that nothing was pulled there; nodes that join will pull.';
}

/** The end without enough nodes; `why` says what ended it. */
export function endText(
  settings: Settings,
  readings: readonly Reading[],
  elapsed: number,
  why: string,
): string {
  const seen = 'needed ' + percent(settings) + ', last seen: ' + stateLine(settings, readings, true);
  const command = 'kubectl -n ' + settings.namespace + ' describe daemonset ' + settings.pullers.join(' ');
  return why + ' after ' + duration(elapsed) + '; ' + seen + '. See: ' + command;
}

function percent(settings: Settings): string {
  return String(settings.quorumPpm / 10_000) + ' %';
}
