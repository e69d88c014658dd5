let context: AudioContext | null = null;
let lastMs = -Infinity;
const raised: number[] = [];

const floodMs = 10 * 60_000;
const mostByHand = 10;
const pauseMs = 3_000;

/** Two notes. A browser plays nothing before somebody has clicked somewhere on the page. */
export async function playAlarm(): Promise<boolean> {
  context ??= new AudioContext();
  if (context.state === 'suspended') await context.resume();
  const begin = context.currentTime;
  for (const [nth, frequency] of [880, 660].entries()) {
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.frequency.value = frequency;
    volume.gain.setValueAtTime(0.25, begin + nth * 0.25);
    volume.gain.exponentialRampToValueAtTime(0.001, begin + nth * 0.25 + 0.24);
    tone.connect(volume).connect(context.destination);
    tone.start(begin + nth * 0.25);
    tone.stop(begin + nth * 0.25 + 0.25);
  }
  return context.state === 'running';
}

/** Whether an alarm that was raised now is heard: in a flood only the one that made it a flood. */
export function isHeard(now = Date.now()): boolean {
  raised.push(now);
  while ((raised[0] ?? now) < now - floodMs) raised.shift();
  const isFlood = raised.length > mostByHand + 1;
  if (isFlood || now - lastMs < pauseMs) return false;
  lastMs = now;
  return true;
}
