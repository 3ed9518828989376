import fc from 'fast-check';

// That a property fails is enough here. To look for its smallest counterexample takes longer than all other tests.
fc.configureGlobal({ endOnFailure: true });
