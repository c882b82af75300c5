/** Time for a violation to be told of after the request it ended [ms]. */
const GRACE_MS = 60;

export interface PolicyWatch {
  /** Whether the page's content security policy has kept a request from this origin since. */
  blocked(): Promise<boolean>;
  stop(): void;
}

/** Watches whether requests to an origin are blocked by the policy: to the request itself that looks like a lost connection. */
export function watchPolicy(origin: string): PolicyWatch {
  let blocked = false;
  const target = globalThis.document;
  const onViolation = (event: SecurityPolicyViolationEvent) => {
    if (event.effectiveDirective === 'connect-src' && event.blockedURI.startsWith(origin)) blocked = true;
  };
  target?.addEventListener('securitypolicyviolation', onViolation);
  return {
    blocked: async () => {
      if (target && !blocked) await new Promise((resolve) => setTimeout(resolve, GRACE_MS));
      return blocked;
    },
    stop: () => target?.removeEventListener('securitypolicyviolation', onViolation),
  };
}

/** Origins beside its own that the page's policy lets it ask; null where no policy is told (a server's header cannot be read). */
export function allowedOrigins(policy = policyOfPage()): readonly string[] | null {
  const directive = policy?.split(';').find((part) => /^\s*connect-src\s/.test(part));
  if (directive === undefined) return null;
  return directive
    .trim()
    .split(/\s+/)
    .filter((source) => /^https?:\/\//.test(source));
}

function policyOfPage(): string | null {
  const tag = globalThis.document?.querySelector('meta[http-equiv="Content-Security-Policy"]');
  return tag?.getAttribute('content') ?? null;
}
