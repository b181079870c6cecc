// Only a place for "dotnet ef" to start from; it never runs.
return 0;
