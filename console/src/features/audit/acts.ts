/** The verbs of what is written. */
export const acts = ['POST', 'PATCH', 'PUT', 'DELETE'] as const;
