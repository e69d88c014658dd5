/** `operator:Ana` -> `Ana`; other parts of the gateway have names of their own. */
export const actorName = (actor: string): string => actor.replace(/^(operator|token):/, '');
