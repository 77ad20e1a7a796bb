package native

// NewQueueOf makes a queue that polls, or one that keeps a thread.
func NewQueueOf(told func(Event), polls bool) (*Queue, error) { return newQueue(told, polls) }
