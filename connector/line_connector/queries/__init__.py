"""JMESPath queries, compiled and run within limits."""
