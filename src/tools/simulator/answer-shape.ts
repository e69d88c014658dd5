import { readCommand, splitCommands } from '../../protocol/access-push/command-reader.js';

/** What a command is about, without its rows: `update user`, `control 1`, `setOptions`. */
export function commandShape(text: string): string {
  const { verb, table, control } = readCommand(text);
  const about = control === undefined ? table.toLowerCase() : String(control.code);
  return [verb, about].filter((word) => word !== '').join(' ');
}

/** The commands of an answer to a poll, with their ids; none in `OK`. */
export const commandsIn = (answer: string) => splitCommands(answer);

/**
 * What must be the same in two answers to one request: the names of a configuration, the words of all other answers.
 */
export function answerShape(answer: string): string {
  const text = answer.trim();
  const names = text.split(/[\r\n]+|,(?=[A-Za-z]+=)/).map((part) => /^(\w+)=/.exec(part)?.[1]);
  const isConfiguration = names.length > 1 || names[0] === 'RegistryCode';
  // AUTH=SUCCESS is no configuration: here the value counts.
  if (isConfiguration && names[0] !== 'AUTH' && names.every((name) => name !== undefined))
    return names.sort().join(' ');
  return text.split(/[\r\n]/, 1)[0]?.slice(0, 200) ?? '';
}
